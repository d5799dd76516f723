package dev.coderun.server.run;

import java.util.function.LongSupplier;

/// Numbers a session's runs. The store is asked once for [#BLOCK] of them, so that a person who presses the button does
/// not wait for it; what is left of a block when the server ends is skipped. Guarded by whoever has it.
final class RunIds {
    static final long BLOCK = 64;

    private final LongSupplier nextBlock;
    private long next;
    private long end;

    /// @param nextBlock counts from 1 and returns no number twice, after a restart neither
    RunIds(LongSupplier nextBlock) {
        this.nextBlock = nextBlock;
    }

    long next() {
        if (next == end) {
            end = nextBlock.getAsLong() * BLOCK + 1;
            next = end - BLOCK;
        }
        return next++;
    }
}
