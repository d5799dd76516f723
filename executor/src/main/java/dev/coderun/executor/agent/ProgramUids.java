package dev.coderun.executor.agent;

import java.util.BitSet;

/// Hands out the uids for the programs of a box, no uid to two open boxes, so that what the kernel counts for a user is
/// counted for one box.
public final class ProgramUids {
    /// Above every account of a usual machine.
    public static final int DEFAULT_FIRST = 700_000_000;

    /// All of them. There are boxes that are open at the same time.
    public static final int COUNT = 65_536;

    /// What the agent takes, beginning with the first: one for each helper that waits, and one for what runs.
    public static final int OF_A_BOX = Helper.MAX_WAITING + 1;

    private final int first;
    private final int ranges;
    private final BitSet taken = new BitSet(); // Guarded by `this`.
    private int last = -1;

    /// Those of one box.
    public record Range(int first) {}

    public ProgramUids(int first) {
        this(first, COUNT);
    }

    ProgramUids(int first, int count) {
        this.first = first;
        ranges = count / OF_A_BOX;
    }

    public synchronized Range take() {
        // Goes round, so that a range rests for long before its next box.
        int free = taken.nextClearBit(last + 1);
        if (free >= ranges) {
            free = taken.nextClearBit(0);
        }
        if (free >= ranges) {
            throw new IllegalStateException("All " + ranges + " ranges of program uids are taken");
        }
        taken.set(free);
        last = free;
        return new Range(first + OF_A_BOX * free);
    }

    public synchronized void release(Range range) {
        taken.clear((range.first() - first) / OF_A_BOX);
    }
}
