package dev.coderun.executor.agent;

import dev.coderun.executor.MachineMemory;
import java.util.Collection;
import java.util.Comparator;

/// What all helpers that wait may use of the machine together. Above that, those that were not needed for longest go; their
/// programs then start as they do without.
public final class HelperBudget {
    private final long bytes;

    public HelperBudget(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "The memory for boxes that wait must not be negative.");
        }
        this.bytes = bytes;
    }

    /// A quarter of the machine's memory.
    public static HelperBudget usual() {
        return new HelperBudget(MachineMemory.bytes() / 4);
    }

    public long bytes() {
        return bytes;
    }

    /// A box whose helper may wait.
    interface Idle {
        /// What its helper uses while it waits; 0 if none does, or if a program runs.
        long idleBytes();

        /// What its helpers used when the last of them became ready, whatever runs now.
        long heldBytes();

        long lastUsedNanos();

        /// Ends the helper.
        void giveUp();
    }

    /// Whether more helpers may be started ahead.
    boolean hasRoom(Collection<? extends Idle> boxes) {
        return boxes.stream().mapToLong(Idle::heldBytes).sum() < bytes;
    }

    void keep(Collection<? extends Idle> boxes) {
        long used = boxes.stream().mapToLong(Idle::idleBytes).sum();
        var byAge =
                boxes.stream()
                        .filter(box -> box.idleBytes() > 0)
                        .sorted(Comparator.comparingLong(Idle::lastUsedNanos))
                        .toList();
        for (var box : byAge) {
            if (used <= bytes) {
                return;
            }
            used -= box.idleBytes();
            box.giveUp();
        }
    }
}
