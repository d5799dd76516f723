package dev.coderun.executor.judge;

import dev.coderun.executor.Limits;
import java.time.Duration;

/// What a problem lets a submission use on one test. CPU time counts; wall time only guards against a program that
/// waits for ever.
public record JudgeLimits(Duration cpu, long memoryBytes, long outputBytes) {
    public static final Duration MAX_CPU = Duration.ofMinutes(2);
    public static final long MAX_OUTPUT_BYTES = 64L << 20;

    /// As in a session.
    static final int PROCESSES = 128;

    public JudgeLimits {
        if (cpu.compareTo(Limits.MIN_TIME) < 0 || cpu.compareTo(MAX_CPU) > 0) {
            throw new IllegalArgumentException("A time limit is 10 ms to two minutes.");
        }
        if (memoryBytes < Limits.MIN_MEMORY_BYTES || memoryBytes > Limits.MAX_MEMORY_BYTES) {
            throw new IllegalArgumentException("A memory limit is 4 MiB to 64 GiB.");
        }
        if (outputBytes < 1 || outputBytes > MAX_OUTPUT_BYTES) {
            throw new IllegalArgumentException("An output limit is 1 byte to 64 MiB.");
        }
    }

    /// What the sandbox is told. Programs get a quarter more than their limit, so that one that only just misses it is
    /// told from one that never ends; and wall time enough for a machine where others run too.
    Limits ofRun() {
        return new Limits(wall(), farOver(), memoryBytes, outputBytes, PROCESSES);
    }

    public Duration wall() {
        return cpu.multipliedBy(5).plusSeconds(5);
    }

    private Duration farOver() {
        return cpu.plus(cpu.dividedBy(4)).plusMillis(50);
    }
}
