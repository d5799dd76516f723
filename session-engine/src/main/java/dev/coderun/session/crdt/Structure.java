package dev.coderun.session.crdt;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The linked items of a document: linking them in, cutting and joining them, deleting and collecting them.
final class Structure {
    /// How long a rest has to be for it to matter which part of a cut item remains the item.
    private static final int LONG_UNITS = 4096;

    final StructStore store = new StructStore();
    final Branches branches = new Branches();
    final Transaction transaction = new Transaction();

    final TextEvents events = new TextEvents(store, branches);

    private final Integration integration = new Integration(store);

    /// Whether so much comes at once that positions are better indexed afresh when next asked for.
    boolean isBulk;

    /// Branches whose items are still to be deleted or collected: a stack, since types nest as deep as a peer likes.
    private final ArrayDeque<Branch> unvisited = new ArrayDeque<>();

    private final DeleteSet.Visitor joiningDeleted =
            new DeleteSet.Visitor() {
                @Override
                public void range(long client, int start, int end) {
                    joinDeleted(store.clientOrNew(client), start, end);
                }
            };

    // Cutting

    /// The struct whose last unit has this clock, cut there if need be. What was collected is never cut.
    int endingAt(ClientStructs client, int clock) {
        int struct = store.find(client, clock);
        if (store.end(struct) != clock + 1 && !store.isGc(struct)) {
            return store.left(split(struct, clock + 1 - store.clock(struct)));
        }
        return struct;
    }

    /// The struct whose first unit has this clock, cut there if need be. What was collected is never cut.
    int startingAt(ClientStructs client, int clock) {
        int struct = store.find(client, clock);
        if (store.clock(struct) == clock || store.isGc(struct)) {
            return struct;
        }
        return split(struct, clock - store.clock(struct));
    }

    /// Cuts an item after its first `head` units, and returns the right part; the left part is that one's left neighbour.
    /// Either may be the item that was. The parts may be joined again later.
    int split(int item, int head) {
        int right = cut(item, head);
        transaction.seam(store.clientIndex(right), store.clock(right));
        return right;
    }

    private int cut(int item, int head) {
        int rest = store.length(item) - head;
        int right =
                rest > LONG_UNITS && head < rest && !store.isDeleted(item) && !store.isMapped(item)
                        ? cutFront(item, head)
                        : cutRest(item, head);
        if (store.kind(right) == Kind.STRING
                && store.clientOf(right).text.repairTornPair(store.content(right))) {
            transaction.tear(store.clientIndex(right), store.clock(right));
        }
        return right;
    }

    /// So as not to touch all that leads to a long rest: there the front becomes another item.
    private int cutFront(int item, int head) {
        integration.sawCut(item);
        int left = store.splitFront(item, head);
        Branch branch = branches.get(store.parent(item));
        int before = store.left(left);
        if (before == StructStore.NONE) {
            branch.first = left;
        } else {
            store.setRight(before, left);
        }
        store.setRight(left, item);
        store.setLeft(item, left);
        if (branch.positions != null) {
            branch.positions.cutFront(left, item);
        }
        if (branch.cursorItem == item) {
            branch.cursorItem = left;
        }
        return item;
    }

    private int cutRest(int item, int head) {
        int right = store.split(item, head);
        int after = store.right(right);
        store.setLeft(right, item);
        store.setRight(item, right);
        if (after != StructStore.NONE) {
            store.setLeft(after, right);
        } else if (store.isMapped(right)) {
            branches.entry(store.entry(right)).last = right;
        }
        if (!store.isMapped(right)) {
            PositionIndex positions = branches.get(store.parent(right)).positions;
            if (positions != null) {
                positions.cut(right);
            }
        }
        return right;
    }

    // Linking

    /// Links an item whose origins and place are set, between what its author saw to its left and right.
    void integrate(int item, int left, int right) {
        Branch branch = branches.get(store.parent(item));
        boolean isMapped = store.isMapped(item);
        if (isMapped) {
            linkUnderKey(item, left, right);
        } else {
            linkIntoList(item, left, right, branch);
        }
        if (store.kind(item) == Kind.DELETED) {
            store.markDeleted(item);
            recordDeletion(item);
        } else if (isDeleted(branch) || (isMapped && store.right(item) != StructStore.NONE)) {
            delete(item);
        }
    }

    private void linkIntoList(int item, int left, int right, Branch branch) {
        int settledLeft = integration.settle(item, left, right, branch.first);
        int next = branch.first;
        if (settledLeft == StructStore.NONE) {
            branch.first = item;
        } else {
            next = store.right(settledLeft);
        }
        link(item, settledLeft, next);
        branch.length += store.visibleLength(item);
        branch.hasFormats |= store.kind(item) == Kind.FORMAT;
        branch.cursorItem = StructStore.NONE;
        if (branch.positions != null) {
            if (isBulk) {
                branch.positions = null;
            } else {
                branch.positions.inserted(item, settledLeft);
            }
        }
    }

    /// The rightmost item of a key is its value; it puts an end to the value before it.
    private void linkUnderKey(int item, int left, int right) {
        MapEntry entry = branches.entry(store.entry(item));
        int settledLeft = integration.settle(item, left, right, entry.first);
        int next = entry.first;
        if (settledLeft == StructStore.NONE) {
            entry.first = item;
        } else {
            next = store.right(settledLeft);
        }
        link(item, settledLeft, next);
        if (next == StructStore.NONE) {
            entry.last = item;
            if (settledLeft != StructStore.NONE) {
                delete(settledLeft);
            }
        }
    }

    private void link(int item, int left, int right) {
        store.setLeft(item, left);
        store.setRight(item, right);
        if (left != StructStore.NONE) {
            store.setRight(left, item);
        }
        if (right != StructStore.NONE) {
            store.setLeft(right, item);
        }
    }

    boolean isDeleted(Branch branch) {
        return branch.isCollected() || (!branch.isRoot() && store.isDeleted(branch.item));
    }

    // Contents

    @Nullable Object value(int item, int unit) {
        return store.clientOf(item).value(store.content(item) + unit);
    }

    /// The branch that an item of kind type holds.
    Branch branchOf(int item) {
        if (value(item, 0) instanceof Branch branch) {
            return branch;
        }
        throw new IllegalStateException("item holds no type");
    }

    // Deleting

    /// Deletes what is not yet deleted of a client's clocks, all of which are held. True if none of it was deleted before
    /// this transaction.
    boolean deleteRange(ClientStructs client, int start, int end) {
        boolean allNew = true;
        for (int clock = start; clock < end; ) {
            int struct = store.find(client, clock);
            if (store.isDeleted(struct)) {
                int kind = store.kind(struct);
                // What was deleted in this very transaction is not collected yet.
                boolean isCollected = kind == Kind.DELETED || kind == Kind.GC;
                allNew &= !(isCollected && transaction.isOlder(client, clock));
            } else {
                struct = deletePart(struct, clock, end);
            }
            clock = store.end(struct);
        }
        return allNew;
    }

    /// Deletes what stands between the two clocks of an item that holds the first. The borders of what is deleted are
    /// looked at anyway when all is done.
    private int deletePart(int item, int start, int end) {
        int part = store.clock(item) == start ? item : cut(item, start - store.clock(item));
        if (store.end(part) > end) {
            part = store.left(cut(part, end - start));
        }
        delete(part);
        return part;
    }

    /// Deletes an item from one of its units on, or as far as one of its units, or both. Returns the deleted part.
    int deleteUnits(int item, int from, int count) {
        return deletePart(item, store.clock(item) + from, store.clock(item) + from + count);
    }

    /// Whether all these clocks are held, and deleted.
    boolean isDeleted(long clientId, int start, int end) {
        ClientStructs client = store.findClient(clientId);
        if (client == null || end > client.nextClock) {
            return false;
        }
        for (int clock = start; clock < end; ) {
            int struct = store.find(client, clock);
            if (!store.isDeleted(struct)) {
                return false;
            }
            clock = store.end(struct);
        }
        return true;
    }

    /// Deletes an item and all that it holds.
    void delete(int item) {
        deleteOne(item);
        if (!unvisited.isEmpty()) {
            deleteUnvisited();
        }
    }

    private void recordDeletion(int item) {
        transaction.delete(item, store.clientIndex(item), store.clock(item), store.end(item));
    }

    private void deleteUnvisited() {
        for (Branch branch = unvisited.poll(); branch != null; branch = unvisited.poll()) {
            for (int child = branch.first; child != StructStore.NONE; child = store.right(child)) {
                deleteChild(child);
            }
            for (MapEntry entry : branch.entries()) {
                deleteChild(entry.last);
                deleteLosers(entry);
            }
        }
    }

    private void deleteChild(int child) {
        if (!store.isDeleted(child)) {
            deleteOne(child);
        } else if (transaction.isOlder(store.clientOf(child), store.clock(child))) {
            transaction.seam(store.clientIndex(child), store.clock(child));
        }
    }

    /// A value that lost is deleted already, unless a peer wrote several into one item and put another between them.
    private void deleteLosers(MapEntry entry) {
        int item = store.left(entry.last);
        for (; item != StructStore.NONE; item = store.left(item)) {
            deleteOne(item);
        }
    }

    private void deleteOne(int item) {
        if (store.isDeleted(item)) {
            return;
        }
        if (!store.isMapped(item)) {
            Branch branch = branches.get(store.parent(item));
            branch.resize(item, -store.visibleLength(item));
            branch.cursorItem = StructStore.NONE;
        }
        store.markDeleted(item);
        recordDeletion(item);
        if (store.kind(item) == Kind.TYPE) {
            unvisited.push(branchOf(item));
        }
    }

    // Collecting and joining, at the end of a transaction

    /// Drops the contents of what was deleted, and joins what may be joined.
    void finish() {
        events.gather(transaction);
        for (int i = 0; i < transaction.deletionCount(); i++) {
            collect(transaction.deleted(i), transaction.deletionEnd(i));
        }
        if (transaction.deletionCount() == 1) {
            joinDeleted(
                    store.client(transaction.deletionClient(0)),
                    transaction.deletionStart(0),
                    transaction.deletionEnd(0));
        } else if (transaction.deletionCount() > 1) {
            transaction.deletions(store).forEachFromLast(joiningDeleted);
        }
        for (int i = 0; i < transaction.advancedCount(); i++) {
            ClientStructs client = store.client(transaction.advanced(i));
            if (client.firstNewClock >= 0) {
                joinNew(client);
            }
        }
        for (int i = transaction.seamCount() - 1; i >= 0; i--) {
            joinAround(store.client(transaction.seamClient(i)), transaction.seamClock(i));
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
                if (!unvisited.isEmpty()) {
                    collectBranches();
                }
            }
        }
    }

    private void dropContent(int item) {
        int kind = store.kind(item);
        if (kind == Kind.TYPE) {
            unvisited.push(branchOf(item));
        }
        if (kind != Kind.STRING && kind != Kind.DELETED) {
            store.clientOf(item).clearValues(store.content(item), store.length(item));
        }
    }

    /// Nobody can reach the items of a collected type: their places go too.
    private void collectBranches() {
        integration.sawCollection();
        for (Branch branch = unvisited.poll(); branch != null; branch = unvisited.poll()) {
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
        join(left, right);
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

    private void join(int left, int right) {
        if (!store.isGc(left)) {
            integration.sawJoin(right);
            Branch branch = branches.get(store.parent(left));
            if (branch.positions != null && !store.isMapped(left)) {
                branch.positions.joining(left, right);
            }
            int after = store.right(right);
            store.setRight(left, after);
            if (after != StructStore.NONE) {
                store.setLeft(after, left);
            } else if (store.isMapped(left)) {
                branches.entry(store.entry(left)).last = left;
            }
            if (branch.cursorItem == right) {
                branch.cursorItem = left;
                branch.cursorIndex -= store.visibleLength(left);
            }
        }
        store.absorbNext(left);
    }
}
