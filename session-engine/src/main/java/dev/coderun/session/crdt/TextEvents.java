package dev.coderun.session.crdt;

import java.util.ArrayList;
import java.util.List;

/// Finds out how a transaction changed the texts that somebody listens to. The cost goes with the changes, not with the text.
final class TextEvents {
    private final StructStore store;
    private final Branches branches;

    /// How many listeners there are in all: mostly none.
    private int listenerCount;

    private final List<Piece> pieces = new ArrayList<>();

    /// One struct's part in the change, at its index in the new text.
    private record Piece(Branch branch, int index, int deleted, String inserted)
            implements Comparable<Piece> {
        /// What was deleted at an index goes before what was inserted there.
        @Override
        public int compareTo(Piece other) {
            if (branch != other.branch) {
                return Integer.compare(branch.index, other.branch.index);
            }
            return index != other.index
                    ? Integer.compare(index, other.index)
                    : Integer.compare(inserted.length(), other.inserted.length());
        }
    }

    TextEvents(StructStore store, Branches branches) {
        this.store = store;
        this.branches = branches;
    }

    void add(Branch branch, TextListener listener) {
        List<TextListener> more = new ArrayList<>(branch.listeners);
        more.add(listener);
        branch.listeners = List.copyOf(more);
        listenerCount++;
    }

    void remove(Branch branch, TextListener listener) {
        List<TextListener> fewer = new ArrayList<>(branch.listeners);
        if (fewer.remove(listener)) {
            branch.listeners = List.copyOf(fewer);
            listenerCount--;
        }
    }

    /// Looks at what the transaction did, while the contents of what it deleted are still there.
    void gather(Transaction transaction) {
        if (listenerCount == 0) {
            return;
        }
        for (int i = 0; i < transaction.advancedCount(); i++) {
            ClientStructs client = store.clients.get(transaction.advanced(i));
            gatherInserted(client, client.clockBefore);
        }
        for (int i = 0; i < transaction.deletionCount(); i++) {
            ClientStructs client = store.clients.get(transaction.deletionClient(i));
            int end = transaction.deletionEnd(i);
            if (transaction.isAdvanced(client)) {
                end = Math.min(end, client.clockBefore);
            }
            gatherDeleted(client, transaction.deletionStart(i), end);
        }
        for (int i = 0; i < transaction.tornCount(); i++) {
            ClientStructs client = store.clients.get(transaction.tornClient(i));
            gatherReplaced(client, transaction, transaction.tornClock(i) - 1);
            gatherReplaced(client, transaction, transaction.tornClock(i));
        }
    }

    private void gatherInserted(ClientStructs client, int fromClock) {
        int struct = store.find(client, fromClock);
        for (; struct != StructStore.NONE; struct = store.next(struct)) {
            if (store.isVisible(struct) && isListenedTo(struct)) {
                int known = Math.max(0, fromClock - store.clock(struct));
                add(struct, known, 0, text(client, struct, known));
            }
        }
    }

    private void gatherDeleted(ClientStructs client, int start, int end) {
        for (int clock = start; clock < end; ) {
            int struct = store.find(client, clock);
            int structEnd = Math.min(end, store.end(struct));
            if (Kind.isCountable(store.kind(struct))
                    && !store.isMapped(struct)
                    && isListenedTo(struct)) {
                add(struct, 0, structEnd - clock, "");
            }
            clock = structEnd;
        }
    }

    /// Half of a surrogate pair that was torn apart.
    private void gatherReplaced(ClientStructs client, Transaction transaction, int clock) {
        int struct = store.find(client, clock);
        if (transaction.isOlder(client, clock) && store.isVisible(struct) && isListenedTo(struct)) {
            int unit = clock - store.clock(struct);
            add(struct, unit, 1, client.text.substring(store.content(struct) + unit, 1));
        }
    }

    private boolean isListenedTo(int struct) {
        return !store.isGc(struct) && !branches.get(store.parent(struct)).listeners.isEmpty();
    }

    private void add(int struct, int unit, int deleted, String inserted) {
        Branch branch = branches.get(store.parent(struct));
        int index = PositionIndex.of(branch, store).positionOf(struct) + unit;
        pieces.add(new Piece(branch, index, deleted, inserted));
    }

    private String text(ClientStructs client, int struct, int fromUnit) {
        int length = store.length(struct) - fromUnit;
        return store.kind(struct) == Kind.STRING
                ? client.text.substring(store.content(struct) + fromUnit, length)
                : String.valueOf(TextEdit.EMBEDDED).repeat(length);
    }

    /// Tells the listeners what was gathered.
    void tell() {
        if (pieces.isEmpty()) {
            return;
        }
        if (pieces.size() == 1) {
            Piece only = pieces.removeLast();
            tell(
                    only.branch(),
                    List.of(new TextEdit(only.index(), only.deleted(), only.inserted())));
            return;
        }
        pieces.sort(null);
        List<Piece> told = List.copyOf(pieces);
        pieces.clear();
        for (int from = 0; from < told.size(); ) {
            Branch branch = told.get(from).branch();
            List<TextEdit> edits = new ArrayList<>();
            int to = from;
            while (to < told.size() && told.get(to).branch() == branch) {
                to = addEdit(told, to, edits);
            }
            tell(branch, List.copyOf(edits));
            from = to;
        }
    }

    private static void tell(Branch branch, List<TextEdit> edits) {
        for (TextListener listener : branch.listeners) {
            listener.changed(edits);
        }
    }

    /// Puts together what touches, and returns where the next edit begins.
    private static int addEdit(List<Piece> pieces, int from, List<TextEdit> edits) {
        Piece first = pieces.get(from);
        int deleted = 0;
        var inserted = new StringBuilder();
        int to = from;
        for (; to < pieces.size(); to++) {
            Piece piece = pieces.get(to);
            if (piece.branch() != first.branch()
                    || piece.index() != first.index() + inserted.length()) {
                break;
            }
            deleted += piece.deleted();
            inserted.append(piece.inserted());
        }
        edits.add(new TextEdit(first.index(), deleted, inserted.toString()));
        return to;
    }
}
