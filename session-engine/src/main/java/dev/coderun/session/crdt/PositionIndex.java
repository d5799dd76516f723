package dev.coderun.session.crdt;

import java.util.Arrays;

/// Finds the item at a position of one list, and the position of an item, in logarithmic time.
///
/// A leaf is a stretch of neighbours in the list, told by a tag in each; above the leaves stands a tree of their sums of visible
/// units. It is built when first asked for and kept up with from then on. What the leaf at hand gains or loses is held back until
/// another leaf is touched, since edits come in runs. The list is never empty: items stay when deleted.
final class PositionIndex {
    private static final int LEAF_LIMIT = 24;
    private static final int NONE = 0;

    private final StructStore store;
    private final SumTree sums = new SumTree();

    // Leaves, numbered from 1: the first item, and how many items.
    private int[] leafFirst = new int[8];
    private int[] leafCount = new int[8];
    private int leafEnd = 1;

    /// The free leaf that comes next; each leads to another by what was its first item.
    private int freeLeaf = NONE;

    /// The item whose position was asked for last, and that position. What happens to the right of its start leaves it there.
    private int knownItem = StructStore.NONE;

    private int knownPosition;

    private int changedLeaf = NONE;
    private int change;

    PositionIndex(StructStore store, int firstItem) {
        this.store = store;
        build(firstItem);
    }

    /// The index of a branch's list, which must not be empty.
    static PositionIndex of(Branch branch, StructStore store) {
        PositionIndex known = branch.positions;
        if (known == null) {
            known = new PositionIndex(store, branch.first);
            branch.positions = known;
        }
        return known;
    }

    // Asking

    /// Where a search ended: an item, and how many visible units stand before it.
    int foundStart;

    /// The visible item that ends at or spans `position`, which is above 0 and within the list.
    int find(int position) {
        settle();
        int leaf = sums.find(position);
        int before = sums.foundStart;
        int item = leafFirst[leaf];
        int visible = store.visibleLength(item);
        while (visible == 0 || before + visible < position) {
            before += visible;
            item = store.right(item);
            visible = store.visibleLength(item);
        }
        foundStart = before;
        return item;
    }

    /// How many visible units stand before an item.
    int positionOf(int item) {
        int position = besideKnown(item);
        if (position < 0) {
            position = searched(item);
        }
        knownItem = item;
        knownPosition = position;
        return position;
    }

    /// The position of the item that was asked for last, or of a neighbour of it; -1 of any other. People mostly go on where
    /// they were.
    private int besideKnown(int item) {
        if (knownItem == StructStore.NONE) {
            return -1;
        }
        if (item == knownItem) {
            return knownPosition;
        }
        if (store.left(item) == knownItem) {
            return knownPosition + store.visibleLength(knownItem);
        }
        return store.left(knownItem) == item ? knownPosition - store.visibleLength(item) : -1;
    }

    /// The position of an item by the tree alone.
    int searched(int item) {
        settle();
        int leaf = store.leaf(item);
        int before = sums.before(leaf);
        for (int other = leafFirst[leaf]; other != item; other = store.right(other)) {
            before += store.visibleLength(other);
        }
        return before;
    }

    // Keeping up

    /// An item was linked in after `left`, or at the start of the list.
    void inserted(int item, int left) {
        if (left != knownItem) {
            knownItem = StructStore.NONE;
        }
        int leaf;
        if (left != StructStore.NONE) {
            leaf = store.leaf(left);
        } else {
            leaf = store.leaf(store.right(item));
            leafFirst[leaf] = item;
        }
        store.setLeaf(item, leaf);
        leafCount[leaf]++;
        changed(leaf, store.visibleLength(item));
        if (leafCount[leaf] > LEAF_LIMIT) {
            splitLeaf(leaf);
        }
    }

    /// The visible units of an item became more or fewer.
    void resized(int item, int by) {
        if (item != knownItem && store.left(item) != knownItem) {
            knownItem = StructStore.NONE;
        }
        changed(store.leaf(item), by);
    }

    /// The new part of an item that was cut in two.
    void cut(int part) {
        int leaf = store.leaf(part);
        leafCount[leaf]++;
        if (leafCount[leaf] > LEAF_LIMIT) {
            splitLeaf(leaf);
        }
    }

    /// The left part of an item that was cut in two; `right` remains the item.
    void cutFront(int left, int right) {
        int leaf = store.leaf(right);
        if (leafFirst[leaf] == right) {
            leafFirst[leaf] = left;
        }
        if (knownItem == right) {
            knownItem = left;
        }
        cut(left);
    }

    /// `left` is about to take over its right neighbour `right`.
    void joining(int left, int right) {
        if (knownItem == right) {
            knownItem = StructStore.NONE;
        }
        int leaf = store.leaf(right);
        int leftLeaf = store.leaf(left);
        if (leaf != leftLeaf) {
            int visible = store.visibleLength(right);
            changed(leftLeaf, visible);
            changed(leaf, -visible);
            leafFirst[leaf] = store.right(right);
        }
        leafCount[leaf]--;
        if (leafCount[leaf] == 0) {
            removeLeaf(leaf);
        }
    }

    private void changed(int leaf, int by) {
        if (leaf != changedLeaf) {
            settle();
            changedLeaf = leaf;
        }
        change += by;
    }

    /// Carries the change that was held back up the tree.
    private void settle() {
        if (change != 0) {
            sums.add(changedLeaf, change);
            change = 0;
        }
    }

    // Growing and shrinking

    private void splitLeaf(int leaf) {
        settle();
        int item = leafFirst[leaf];
        int half = leafCount[leaf] / 2;
        for (int i = 0; i < half; i++) {
            item = store.right(item);
        }
        int right = newLeaf(item, leafCount[leaf] - half);
        leafCount[leaf] = half;
        sums.split(leaf, right, tag(right));
    }

    /// Tags the items of a leaf and returns their visible units.
    private int tag(int leaf) {
        int sum = 0;
        int item = leafFirst[leaf];
        for (int i = 0; i < leafCount[leaf]; i++) {
            store.setLeaf(item, leaf);
            sum += store.visibleLength(item);
            item = store.right(item);
        }
        return sum;
    }

    private void removeLeaf(int leaf) {
        settle();
        if (changedLeaf == leaf) {
            changedLeaf = NONE;
        }
        sums.remove(leaf);
        leafFirst[leaf] = freeLeaf;
        freeLeaf = leaf;
    }

    private int newLeaf(int firstItem, int count) {
        int leaf = freeLeaf;
        if (leaf == NONE) {
            if (leafEnd == leafFirst.length) {
                leafFirst = Arrays.copyOf(leafFirst, 2 * leafEnd);
                leafCount = Arrays.copyOf(leafCount, 2 * leafEnd);
            }
            leaf = leafEnd++;
        } else {
            freeLeaf = leafFirst[leaf];
        }
        leafFirst[leaf] = firstItem;
        leafCount[leaf] = count;
        return leaf;
    }

    /// Lays out the whole list from left to right, each leaf three quarters full.
    private void build(int firstItem) {
        int item = firstItem;
        do {
            int leaf = newLeaf(item, 0);
            int sum = 0;
            while (item != StructStore.NONE && leafCount[leaf] < LEAF_LIMIT * 3 / 4) {
                store.setLeaf(item, leaf);
                leafCount[leaf]++;
                sum += store.visibleLength(item);
                item = store.right(item);
            }
            sums.append(leaf, sum);
        } while (item != StructStore.NONE);
    }
}
