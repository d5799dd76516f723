package dev.coderun.session.crdt;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The linked items of a document: linking them in, and deleting them.
final class Structure {
    final StructStore store = new StructStore();
    final Branches branches = new Branches();
    final Transaction transaction = new Transaction();

    final TextEvents events = new TextEvents(store, branches);
    final Integration integration = new Integration(store);
    final Cuts cuts = new Cuts(this);

    private final Cleanup cleanup = new Cleanup(this);

    /// Whether so much comes at once that positions are better indexed afresh when next asked for.
    boolean isBulk;

    /// Branches whose items are still to be deleted: a stack, since types nest as deep as a peer likes.
    private final ArrayDeque<Branch> unvisited = new ArrayDeque<>();

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
        int part = store.clock(item) == start ? item : cuts.cut(item, start - store.clock(item));
        if (store.end(part) > end) {
            part = store.left(cuts.cut(part, end - start));
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
        ClientStructs client = store.clients.find(clientId);
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

    /// Ends a transaction: drops the contents of what was deleted, and joins what may be joined.
    void finish() {
        events.gather(transaction);
        cleanup.run();
    }
}
