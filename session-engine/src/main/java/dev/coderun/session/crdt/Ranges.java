package dev.coderun.session.crdt;

import java.util.Arrays;

/// Ascending, disjoint, non-touching ranges of clocks.
final class Ranges {
    private int[] bounds = new int[4];
    private int count;

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int start(int range) {
        return bounds[2 * range];
    }

    int end(int range) {
        return bounds[2 * range + 1];
    }

    /// Adds the clocks from `start` up to, not including, `end`. True if any of them is new.
    boolean add(int start, int end) {
        if (start >= end) {
            return false;
        }
        if (count > 0 && start >= start(count - 1)) {
            return addAtEnd(start, end);
        }
        int from = firstReaching(start);
        int to = from;
        int newStart = start;
        int newEnd = end;
        while (to < count && start(to) <= end) {
            newStart = Math.min(newStart, start(to));
            newEnd = Math.max(newEnd, end(to));
            to++;
        }
        if (to == from + 1 && start(from) == newStart && end(from) == newEnd) {
            return false;
        }
        replace(from, to, newStart, newEnd);
        return true;
    }

    /// Most ranges come in order.
    private boolean addAtEnd(int start, int end) {
        int last = count - 1;
        if (start > end(last)) {
            replace(count, count, start, end);
            return true;
        }
        boolean isNew = end > end(last);
        bounds[2 * last + 1] = Math.max(end, end(last));
        return isNew;
    }

    private void replace(int from, int to, int start, int end) {
        int newCount = count - (to - from) + 1;
        if (2 * newCount > bounds.length) {
            bounds = Arrays.copyOf(bounds, 4 * newCount);
        }
        System.arraycopy(bounds, 2 * to, bounds, 2 * (from + 1), 2 * (count - to));
        bounds[2 * from] = start;
        bounds[2 * from + 1] = end;
        count = newCount;
    }

    /// Whether all clocks from `start` up to, not including, `end` are in.
    boolean contains(int start, int end) {
        int range = firstReaching(start + 1);
        return start >= end || (range < count && start(range) <= start && end <= end(range));
    }

    /// Drops all clocks below `clock`.
    void dropBelow(int clock) {
        int gone = firstReaching(clock + 1);
        System.arraycopy(bounds, 2 * gone, bounds, 0, 2 * (count - gone));
        count -= gone;
        if (count > 0 && bounds[0] < clock) {
            bounds[0] = clock;
        }
    }

    /// The first range that ends at or after `clock`.
    private int firstReaching(int clock) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (end(middle) < clock) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
