package dev.coderun.session.crdt;

/// Cuts items in two, and joins them again.
final class Cuts {
    /// How long a rest has to be for it to matter which part of a cut item remains the item.
    private static final int LONG_UNITS = 4096;

    private final StructStore store;
    private final Branches branches;
    private final Transaction transaction;
    private final Integration integration;

    Cuts(Structure structure) {
        store = structure.store;
        branches = structure.branches;
        transaction = structure.transaction;
        integration = structure.integration;
    }

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

    /// The same, without a look at the seam when the transaction is over.
    int cut(int item, int head) {
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

    /// Lets `left` take over its client's next struct, which fits.
    void join(int left, int right) {
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
