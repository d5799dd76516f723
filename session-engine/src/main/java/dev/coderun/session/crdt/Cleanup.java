package dev.coderun.session.crdt;

import java.util.ArrayDeque;

/// What is done when a transaction is over: the contents of what it deleted are dropped, and structs are joined as Yjs joins
/// them.
final class Cleanup {
    private final Structure structure;
    private final StructStore store;
    private final Branches branches;
    private final Transaction transaction;

    /// Branches whose items are still to be collected: a stack, since types nest as deep as a peer likes.
    private final ArrayDeque<Branch> uncollected = new ArrayDeque<>();

    private final DeleteSet.Visitor joiningDeleted =
            new DeleteSet.Visitor() {
                @Override
                public void range(long client, int start, int end) {
                    joinDeleted(store.clients.findOrNew(client), start, end);
                }
            };

    Cleanup(Structure structure) {
        this.structure = structure;
        store = structure.store;
        branches = structure.branches;
        transaction = structure.transaction;
    }

    /// Drops the contents of what was deleted, and joins what may be joined.
    void run() {
        for (int i = 0; i < transaction.deletionCount(); i++) {
            collect(transaction.deleted(i), transaction.deletionEnd(i));
        }
        if (transaction.deletionCount() == 1) {
            joinDeleted(
                    store.clients.get(transaction.deletionClient(0)),
                    transaction.deletionStart(0),
                    transaction.deletionEnd(0));
        } else if (transaction.deletionCount() > 1) {
            transaction.deletions(store).forEachFromLast(joiningDeleted);
        }
        for (int i = 0; i < transaction.advancedCount(); i++) {
            ClientStructs client = store.clients.get(transaction.advanced(i));
            if (client.firstNewClock >= 0) {
                joinNew(client);
            }
        }
        for (int i = transaction.seamCount() - 1; i >= 0; i--) {
            joinAround(store.clients.get(transaction.seamClient(i)), transaction.seamClock(i));
        }
    }

    /// An item may have been cut since it was deleted.
    private void collect(int first, int end) {
        for (int struct = first;
                struct != StructStore.NONE && store.clock(struct) < end;
                struct = store.next(struct)) {
            if (store.isDeleted(struct) && !store.isGc(struct)) {
                dropContent(struct);
                store.becomeDeleted(struct);
                if (!uncollected.isEmpty()) {
                    collectBranches();
                }
            }
        }
    }

    private void dropContent(int item) {
        int kind = store.kind(item);
        if (kind == Kind.TYPE) {
            uncollected.push(structure.branchOf(item));
        }
        if (kind != Kind.STRING && kind != Kind.DELETED) {
            store.clientOf(item).clearValues(store.content(item), store.length(item));
        }
    }

    /// Nobody can reach the items of a collected type: their places go too.
    private void collectBranches() {
        structure.integration.sawCollection();
        for (Branch branch = uncollected.poll(); branch != null; branch = uncollected.poll()) {
            for (int child = branch.first; child != StructStore.NONE; ) {
                int next = store.right(child);
                dropContent(child);
                store.becomeGc(child);
                child = next;
            }
            for (MapEntry entry : branch.entries()) {
                for (int child = entry.last; child != StructStore.NONE; ) {
                    int previous = store.left(child);
                    dropContent(child);
                    store.becomeGc(child);
                    child = previous;
                }
            }
            branches.remove(branch);
        }
    }

    /// Joins what was deleted with what stands beside it. To write what Yjs writes, what was deleted as a whole has to come
    /// here as a whole, and a client's last deletion first: another neighbour may be met only thereby.
    private void joinDeleted(ClientStructs client, int start, int end) {
        if (transaction.isOlder(client, start)) {
            joinBetween(client, start, end);
        } else if (client.firstNewClock < 0 || start < client.firstNewClock) {
            client.firstNewClock = start; // It was cut off what only grew: joined with what is new.
        }
    }

    private void joinBetween(ClientStructs client, int start, int end) {
        int struct = store.find(client, end - 1);
        int next = store.next(struct);
        boolean joined = next != StructStore.NONE && joinIfFitting(struct, next);
        while (store.clock(struct) > 0 && (joined || store.clock(struct) >= start)) {
            int left = store.find(client, store.clock(struct) - 1);
            joined = joinIfFitting(left, struct);
            struct = left;
        }
    }

    private boolean joinIfFitting(int left, int right) {
        if (!store.canMerge(left, right)) {
            return false;
        }
        structure.cuts.join(left, right);
        return true;
    }

    private void joinNew(ClientStructs client) {
        int struct = store.find(client, client.firstNewClock);
        if (store.clock(struct) > 0) {
            struct = joinWithLefts(client, struct);
        }
        while (struct != StructStore.NONE) {
            int next = store.next(struct);
            if (next == StructStore.NONE || !joinIfFitting(struct, next)) {
                struct = next;
            }
        }
    }

    private void joinAround(ClientStructs client, int clock) {
        int struct = store.find(client, clock);
        int next = store.next(struct);
        if (next != StructStore.NONE) {
            int joined = joinWithLefts(client, next);
            if (joined != next && store.clock(joined) < store.clock(struct)) {
                return;
            }
            struct = joined == next ? struct : joined;
        }
        int _ = joinWithLefts(client, struct);
    }

    /// Joins a struct with those before it as long as they fit, and returns what it became part of.
    private int joinWithLefts(ClientStructs client, int struct) {
        int joined = struct;
        while (store.clock(joined) > 0) {
            int left = store.find(client, store.clock(joined) - 1);
            if (!joinIfFitting(left, joined)) {
                break;
            }
            joined = left;
        }
        return joined;
    }
}
