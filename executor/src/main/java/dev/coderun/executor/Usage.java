package dev.coderun.executor;

import java.time.Duration;

/// What a run used, measured outside of the program. The memory peak is "at least" this much.
public record Usage(Duration wall, Duration cpu, long peakMemoryBytes) {
    public static final Usage NONE = new Usage(Duration.ZERO, Duration.ZERO, 0);
}
