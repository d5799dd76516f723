package dev.coderun.executor.agent;

import java.util.BitSet;

/// Hands out pairs of uids for the programs of a box, no uid to two open boxes, so that what the kernel counts for a user
/// is counted for one box.
public final class ProgramUids {
    /// Above every account of a usual machine.
    public static final int DEFAULT_FIRST = 700_000_000;

    /// Two for each box that is open at the same time.
    public static final int COUNT = 65_536;

    private final int first;
    private final int pairs;
    private final BitSet taken = new BitSet(); // Guarded by `this`.
    private int last = -1;

    public record Pair(int first, int second) {}

    public ProgramUids(int first) {
        this(first, COUNT);
    }

    ProgramUids(int first, int count) {
        this.first = first;
        pairs = count / 2;
    }

    public synchronized Pair take() {
        // Goes round, so that a pair rests for long before its next box.
        int free = taken.nextClearBit(last + 1);
        if (free >= pairs) {
            free = taken.nextClearBit(0);
        }
        if (free >= pairs) {
            throw new IllegalStateException("All " + pairs + " pairs of program uids are taken");
        }
        taken.set(free);
        last = free;
        return new Pair(first + 2 * free, first + 2 * free + 1);
    }

    public synchronized void release(Pair pair) {
        taken.clear((pair.first() - first) / 2);
    }
}
