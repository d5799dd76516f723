package dev.coderun.executor;

import java.time.Duration;

/// What a program may use. Its build has limits of its own, those of the box.
public record Limits(
        Duration wall, Duration cpu, long memoryBytes, long outputBytes, int processes) {
    public static final Duration MIN_TIME = Duration.ofMillis(10);
    public static final Duration MAX_TIME = Duration.ofHours(1);
    public static final long MIN_MEMORY_BYTES = 4L << 20;
    public static final long MAX_MEMORY_BYTES = 64L << 30;
    public static final long MAX_OUTPUT_BYTES = 1L << 30;
    public static final int MAX_PROCESSES = 4096;

    public Limits {
        requireTime("wall time", wall);
        requireTime("CPU time", cpu);
        require(
                memoryBytes >= MIN_MEMORY_BYTES && memoryBytes <= MAX_MEMORY_BYTES,
                "The memory limit must be 4 MiB to 64 GiB.");
        require(
                outputBytes >= 0 && outputBytes <= MAX_OUTPUT_BYTES,
                "The output limit must be 0 to 1 GiB.");
        require(
                processes >= 1 && processes <= MAX_PROCESSES,
                "The process limit must be 1 to " + MAX_PROCESSES + ".");
    }

    /// What a person's run in a session gets.
    public static Limits standard() {
        return new Limits(
                Duration.ofSeconds(60), Duration.ofSeconds(30), 512L << 20, 16L << 20, 128);
    }

    public Limits withWall(Duration limit) {
        return new Limits(limit, cpu, memoryBytes, outputBytes, processes);
    }

    public Limits withCpu(Duration limit) {
        return new Limits(wall, limit, memoryBytes, outputBytes, processes);
    }

    public Limits withMemoryBytes(long limit) {
        return new Limits(wall, cpu, limit, outputBytes, processes);
    }

    public Limits withOutputBytes(long limit) {
        return new Limits(wall, cpu, memoryBytes, limit, processes);
    }

    public Limits withProcesses(int limit) {
        return new Limits(wall, cpu, memoryBytes, outputBytes, limit);
    }

    private static void requireTime(String name, Duration limit) {
        require(
                limit.compareTo(MIN_TIME) >= 0 && limit.compareTo(MAX_TIME) <= 0,
                "The " + name + " limit must be 10 ms to one hour.");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
