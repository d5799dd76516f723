package dev.coderun.session.crdt;

import java.util.Arrays;

/// Finds, in logarithmic time, which of many leaves in a row holds a position, and what comes before a leaf. A leaf is a number
/// above 0; the nodes of the B+tree above them hold sums of their units.
final class SumTree {
    private static final int FAN_OUT = 16;
    private static final int NONE = 0;

    /// The lowest node above each leaf.
    private int[] leafNode = new int[8];

    // Nodes, numbered from 1: children (nodes, or leaves in the lowest), their sums, and the node
    // above.
    private int[] children = new int[4 * FAN_OUT];
    private int[] sums = new int[4 * FAN_OUT];
    private int[] childCount = new int[4];
    private int[] nodeAbove = new int[4];
    private int nodeEnd = 1;
    private int freeNode = NONE;

    private int root = newNode();
    private int height = 1;

    /// How many units stand before the leaf that was found.
    int foundStart;

    /// The leaf whose units end at or span `position`, which is above 0 and within the sum of all.
    int find(int position) {
        int node = root;
        int before = 0;
        for (int level = height; ; level--) {
            int child = node * FAN_OUT;
            while (before + sums[child] < position) {
                before += sums[child++];
            }
            node = children[child];
            if (level == 1) {
                foundStart = before;
                return node;
            }
        }
    }

    /// How many units stand before a leaf.
    int before(int leaf) {
        int before = 0;
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

    /// The units of a leaf became more or fewer.
    void add(int leaf, int by) {
        int child = leaf;
        for (int node = leafNode[leaf]; node != NONE; node = nodeAbove[node]) {
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

    /// Puts the leaf `right` after `left`, which gives it `sum` of its units.
    void split(int left, int right, int sum) {
        reserve(right);
        insertChild(leafNode[left], left, right, sum, 1);
    }

    /// Puts a leaf behind all others.
    void append(int leaf, int sum) {
        reserve(leaf);
        int node = root;
        for (int level = height; level > 1; level--) {
            node = children[node * FAN_OUT + childCount[node] - 1];
        }
        if (childCount[node] == 0) {
            children[node * FAN_OUT] = leaf;
            childCount[node] = 1;
            leafNode[leaf] = node;
        } else {
            insertChild(node, children[node * FAN_OUT + childCount[node] - 1], leaf, 0, 1);
        }
        add(leaf, sum);
    }

    private void reserve(int leaf) {
        if (leaf >= leafNode.length) {
            leafNode = Arrays.copyOf(leafNode, 2 * leaf);
        }
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

    /// Takes out a leaf that has no units left; another may be given its number.
    void remove(int leaf) {
        int node = leafNode[leaf];
        int child = leaf;
        while (true) {
            int slot = slotOf(node, child);
            int last = node * FAN_OUT + --childCount[node];
            System.arraycopy(children, slot + 1, children, slot, last - slot);
            System.arraycopy(sums, slot + 1, sums, slot, last - slot);
            if (childCount[node] > 0 || node == root) {
                return;
            }
            child = node;
            node = nodeAbove[node];
            nodeAbove[child] = freeNode;
            freeNode = child;
        }
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
}
