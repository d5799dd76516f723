package dev.coderun.executor.judge;

import dev.coderun.executor.Limits;
import java.time.Duration;

/// What a problem lets its own output validator use on one test.
///
/// @param time of CPU
/// @param outputBytes what it writes in all: to a submission, to nobody, and its messages
public record ValidatorLimits(Duration time, long memoryBytes, long outputBytes) {
    public static final Duration MAX_TIME = Duration.ofMinutes(2);
    public static final long MAX_OUTPUT_BYTES = 64L << 20;

    /// Time and output as the format has them for a package that says nothing; memory as a usual box has it.
    public static final ValidatorLimits USUAL =
            new ValidatorLimits(Duration.ofSeconds(60), Limits.standard().memoryBytes(), 8L << 20);

    /// What an interactive validator may take beyond its submission's wall time.
    private static final Duration MAX_LONGER_THAN_SUBMISSION = Duration.ofSeconds(10);

    public ValidatorLimits {
        if (time.compareTo(Limits.MIN_TIME) < 0 || time.compareTo(MAX_TIME) > 0) {
            throw new IllegalArgumentException("A validator's time is 10 ms to two minutes.");
        }
        if (memoryBytes < Limits.MIN_MEMORY_BYTES || memoryBytes > Limits.MAX_MEMORY_BYTES) {
            throw new IllegalArgumentException("A validator's memory is 4 MiB to 64 GiB.");
        }
        if (outputBytes < 1 || outputBytes > MAX_OUTPUT_BYTES) {
            throw new IllegalArgumentException("A validator's output is 1 byte to 64 MiB.");
        }
    }

    /// For one that reads a whole output. Wall time only guards against one that waits for ever.
    Limits ofCheck() {
        return within(time.multipliedBy(2).plusSeconds(5));
    }

    /// For one that speaks with a submission, which may use so much wall time: it outlives that, and ends at the end of its
    /// input.
    Limits ofInteraction(Duration submissionWall) {
        boolean isLong = time.compareTo(MAX_LONGER_THAN_SUBMISSION) > 0;
        return within(submissionWall.plus(isLong ? MAX_LONGER_THAN_SUBMISSION : time));
    }

    private Limits within(Duration wall) {
        return new Limits(wall, time, memoryBytes, outputBytes, JudgeLimits.PROCESSES);
    }
}
