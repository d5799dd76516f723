package dev.coderun.session.bench;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A text as a tree of small pieces (a treap): what typing anywhere costs without a document.
final class Rope implements PlainText {
    private static final int PIECE_UNITS = 256;

    private final SplittableRandom priorities = new SplittableRandom(1);
    private @Nullable Node root;

    private static final class Node {
        final char[] units = new char[PIECE_UNITS];
        final int priority;
        int length;

        /// Units of the whole subtree.
        int total;

        @Nullable Node left;
        @Nullable Node right;

        Node(int priority) {
            this.priority = priority;
        }

        void sum() {
            total = length + total(left) + total(right);
        }
    }

    @Override
    public void replace(int position, int deleted, String inserted) {
        if (deleted > 0) {
            delete(root, position, deleted);
        }
        for (int start = 0; start < inserted.length(); start += PIECE_UNITS / 2) {
            int end = Math.min(start + PIECE_UNITS / 2, inserted.length());
            root = insert(root, position + start, inserted, start, end);
        }
    }

    private Node insert(@Nullable Node node, int position, String text, int start, int end) {
        if (node == null) {
            var piece = new Node(priorities.nextInt());
            text.getChars(start, end, piece.units, 0);
            piece.length = end - start;
            piece.total = piece.length;
            return piece;
        }
        int before = total(node.left);
        if (position < before) {
            node.left = insert(node.left, position, text, start, end);
        } else if (position > before + node.length) {
            node.right = insert(node.right, position - before - node.length, text, start, end);
        } else if (node.length + end - start <= PIECE_UNITS) {
            int at = position - before;
            System.arraycopy(node.units, at, node.units, at + end - start, node.length - at);
            text.getChars(start, end, node.units, at);
            node.length += end - start;
        } else {
            // A full piece gives its second half to a piece of its own and is tried again.
            int half = node.length / 2;
            var second = new String(node.units, half, node.length - half);
            node.length = half;
            node.right = insert(node.right, 0, second, 0, second.length());
            node.sum();
            return insert(balanced(node), position, text, start, end);
        }
        node.sum();
        return balanced(node);
    }

    private static void delete(@Nullable Node node, int position, int count) {
        if (node == null || count == 0) {
            return;
        }
        int before = total(node.left);
        int fromLeft = Math.max(0, Math.min(before - position, count));
        int at = Math.max(0, position - before);
        int own = Math.max(0, Math.min(node.length - at, count - fromLeft));
        int oldEnd = before + node.length;
        delete(node.left, position, fromLeft);
        if (own > 0) {
            System.arraycopy(node.units, at + own, node.units, at, node.length - at - own);
            node.length -= own;
        }
        delete(node.right, Math.max(0, position - oldEnd), count - fromLeft - own);
        node.total -= count;
    }

    private static Node balanced(Node node) {
        Node left = node.left;
        Node right = node.right;
        if (left != null && left.priority > node.priority) {
            node.left = left.right;
            left.right = node;
            node.sum();
            left.sum();
            return left;
        }
        if (right != null && right.priority > node.priority) {
            node.right = right.left;
            right.left = node;
            node.sum();
            right.sum();
            return right;
        }
        return node;
    }

    private static int total(@Nullable Node node) {
        return node == null ? 0 : node.total;
    }

    @Override
    public String toString() {
        var text = new StringBuilder(total(root));
        append(root, text);
        return text.toString();
    }

    private static void append(@Nullable Node node, StringBuilder text) {
        if (node != null) {
            append(node.left, text);
            text.append(node.units, 0, node.length);
            append(node.right, text);
        }
    }
}
