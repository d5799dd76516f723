package dev.coderun.server.piston;

import java.time.Duration;

/// What a program run over this API may use; a request may ask for less, never for more.
///
/// @param runTimeout how long a program may run
/// @param runCpuTime how much CPU time it may take
/// @param compileTimeout how long its compiler may run
/// @param compileCpuTime how much CPU time that may take
/// @param memoryBytes for either
/// @param outputBytes of stdout and of stderr each, in the answer of `execute`
/// @param concurrent programs at a time
/// @param waiting requests that may wait for one of these places
/// @param anonymous whether requests without a token are served
public record PistonSettings(
        Duration runTimeout,
        Duration runCpuTime,
        Duration compileTimeout,
        Duration compileCpuTime,
        long memoryBytes,
        int outputBytes,
        int concurrent,
        int waiting,
        boolean anonymous) {

    /// The largest body of a request.
    static final int MAX_BODY_BYTES = 4 << 20;

    static final int MAX_FILES = 200;
    static final int MAX_ARGUMENTS = 256;

    /// Piston's own defaults for time; its 1 KB of output was what its users complained of most.
    public static PistonSettings standard() {
        return new PistonSettings(
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                512L << 20,
                64 << 10,
                8,
                64,
                false);
    }

    PistonSettings withConcurrent(int programs) {
        return new PistonSettings(
                runTimeout,
                runCpuTime,
                compileTimeout,
                compileCpuTime,
                memoryBytes,
                outputBytes,
                programs,
                waiting,
                anonymous);
    }

    public PistonSettings withAnonymous(boolean isAnonymous) {
        return new PistonSettings(
                runTimeout,
                runCpuTime,
                compileTimeout,
                compileCpuTime,
                memoryBytes,
                outputBytes,
                concurrent,
                waiting,
                isAnonymous);
    }
}
