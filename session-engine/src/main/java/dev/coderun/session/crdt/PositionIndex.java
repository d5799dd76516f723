package dev.coderun.session.crdt;

import java.util.Arrays;

/// Finds the item at a position of one list, and the position of an item, in logarithmic time.
///
/// A B+tree above the linked items: a leaf is a stretch of neighbours, told by a tag in each; the nodes above hold sums of
/// visible units. It is built when first asked for and kept up with from then on. What the leaf at hand gains or loses is
/// held back until another leaf is touched, since edits come in runs. The list is never empty: items stay when deleted.
final class PositionIndex {
    private static final int LEAF_LIMIT = 24;
    private static final int FAN_OUT = 16;
    private static final int NONE = 0;

    private final StructStore store;

    // Leaves, numbered from 1: the first item, how many items, and the node above.
    private int[] leafFirst = new int[8];
    private int[] leafCount = new int[8];
    private int[] leafNode = new int[8];
    private int leafEnd = 1;
    private int freeLeaf = NONE;

    // Nodes, numbered from 1: children (nodes, or leaves in the lowest), their sums, and the node
    // above.
    private int[] children = new int[4 * FAN_OUT];
    private int[] sums = new int[4 * FAN_OUT];
    private int[] childCount = new int[4];
    private int[] nodeAbove = new int[4];
    private int nodeEnd = 1;
    private int freeNode = NONE;

    private int root;
    private int height;

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
        int node = root;
        int before = 0;
        for (int level = height; ; level--) {
            int child = node * FAN_OUT;
            while (before + sums[child] < position) {
                before += sums[child++];
            }
            node = children[child];
            if (level == 1) {
                break;
            }
        }
        int item = leafFirst[node];
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
        int before = 0;
        for (int other = leafFirst[leaf]; other != item; other = store.right(other)) {
            before += store.visibleLength(other);
        }
        int child = leaf;
        for (int node = leafNode[leaf]; node != NONE; node = nodeAbove[node]) {
            int slot = node * FAN_OUT;
            while (children[slot] != child) {
                before += sums[slot++];
            }
            child = node;
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
            addUpwards(leafNode[changedLeaf], changedLeaf, change);
            change = 0;
        }
    }

    private void addUpwards(int lowestNode, int lowestChild, int by) {
        int child = lowestChild;
        for (int node = lowestNode; node != NONE; node = nodeAbove[node]) {
            sums[slotOf(node, child)] += by;
            child = node;
        }
    }

    private int slotOf(int node, int child) {
        int slot = node * FAN_OUT;
        while (children[slot] != child) {
            slot++;
        }
        return slot;
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
        int sum = tag(right);
        insertChild(leafNode[leaf], leaf, right, sum, 1);
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

    /// Puts `right`, to which `sum` of the units of its left neighbour `left` went, after it.
    private void insertChild(int node, int left, int right, int sum, int level) {
        if (childCount[node] == FAN_OUT) {
            splitNode(node, level);
        }
        // The child may have moved to a new node.
        int home = above(left, level);
        int slot = slotOf(home, left);
        int last = home * FAN_OUT + childCount[home];
        System.arraycopy(children, slot + 1, children, slot + 2, last - slot - 1);
        System.arraycopy(sums, slot + 1, sums, slot + 2, last - slot - 1);
        children[slot + 1] = right;
        sums[slot + 1] = sum;
        sums[slot] -= sum;
        childCount[home]++;
        setAbove(right, home, level);
    }

    private void splitNode(int node, int level) {
        int right = newNode();
        int half = FAN_OUT / 2;
        System.arraycopy(children, node * FAN_OUT + half, children, right * FAN_OUT, half);
        System.arraycopy(sums, node * FAN_OUT + half, sums, right * FAN_OUT, half);
        childCount[node] = half;
        childCount[right] = half;
        int moved = 0;
        for (int slot = right * FAN_OUT; slot < right * FAN_OUT + half; slot++) {
            setAbove(children[slot], right, level);
            moved += sums[slot];
        }
        if (node == root) {
            growRoot(moved, right);
        } else {
            insertChild(nodeAbove[node], node, right, moved, level + 1);
        }
    }

    private void growRoot(int moved, int right) {
        int old = root;
        root = newNode();
        height++;
        int slot = root * FAN_OUT;
        children[slot] = old;
        sums[slot] = sumOf(old);
        children[slot + 1] = right;
        sums[slot + 1] = moved;
        childCount[root] = 2;
        nodeAbove[old] = root;
        nodeAbove[right] = root;
        nodeAbove[root] = NONE;
    }

    private int sumOf(int node) {
        int sum = 0;
        for (int slot = node * FAN_OUT; slot < node * FAN_OUT + childCount[node]; slot++) {
            sum += sums[slot];
        }
        return sum;
    }

    private int above(int child, int level) {
        return level == 1 ? leafNode[child] : nodeAbove[child];
    }

    private void setAbove(int child, int node, int level) {
        if (level == 1) {
            leafNode[child] = node;
        } else {
            nodeAbove[child] = node;
        }
    }

    private void removeLeaf(int leaf) {
        settle();
        if (changedLeaf == leaf) {
            changedLeaf = NONE;
        }
        int node = leafNode[leaf];
        int child = leaf;
        while (true) {
            int slot = slotOf(node, child);
            int last = node * FAN_OUT + --childCount[node];
            System.arraycopy(children, slot + 1, children, slot, last - slot);
            System.arraycopy(sums, slot + 1, sums, slot, last - slot);
            if (childCount[node] > 0 || node == root) {
                break;
            }
            child = node;
            node = nodeAbove[node];
            nodeAbove[child] = freeNode;
            freeNode = child;
        }
        leafNode[leaf] = freeLeaf;
        freeLeaf = leaf;
    }

    private int newLeaf(int firstItem, int count) {
        int leaf = freeLeaf;
        if (leaf == NONE) {
            if (leafEnd == leafFirst.length) {
                leafFirst = Arrays.copyOf(leafFirst, 2 * leafEnd);
                leafCount = Arrays.copyOf(leafCount, 2 * leafEnd);
                leafNode = Arrays.copyOf(leafNode, 2 * leafEnd);
            }
            leaf = leafEnd++;
        } else {
            freeLeaf = leafNode[leaf];
        }
        leafFirst[leaf] = firstItem;
        leafCount[leaf] = count;
        return leaf;
    }

    private int newNode() {
        int node = freeNode;
        if (node == NONE) {
            if (nodeEnd == childCount.length) {
                children = Arrays.copyOf(children, 2 * nodeEnd * FAN_OUT);
                sums = Arrays.copyOf(sums, 2 * nodeEnd * FAN_OUT);
                childCount = Arrays.copyOf(childCount, 2 * nodeEnd);
                nodeAbove = Arrays.copyOf(nodeAbove, 2 * nodeEnd);
            }
            node = nodeEnd++;
        } else {
            freeNode = nodeAbove[node];
        }
        childCount[node] = 0;
        nodeAbove[node] = NONE;
        return node;
    }

    /// Lays out the whole list from left to right, each leaf and node three quarters full.
    private void build(int firstItem) {
        root = newNode();
        height = 1;
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
            append(leaf, sum);
        } while (item != StructStore.NONE);
    }

    private void append(int leaf, int sum) {
        int node = root;
        for (int level = height; level > 1; level--) {
            node = children[node * FAN_OUT + childCount[node] - 1];
        }
        if (childCount[node] == 0) {
            children[node * FAN_OUT] = leaf;
            childCount[node] = 1;
            leafNode[leaf] = node;
            addUpwards(node, leaf, sum);
        } else {
            int left = children[node * FAN_OUT + childCount[node] - 1];
            insertChild(node, left, leaf, 0, 1);
            addUpwards(leafNode[leaf], leaf, sum);
        }
    }
}
