package dev.coderun.executor;

import java.time.Duration;

/// What the sandbox saw at a run's end. Whether that is right or wrong is a verdict, and none of its business.
public sealed interface RunOutcome {
    Usage usage();

    record Exited(int code, Usage usage) implements RunOutcome {}

    /// Ended by a signal that was not the sandbox's.
    record Signalled(int signal, Usage usage) implements RunOutcome {}

    record TimedOut(Clock clock, Duration limit, Usage usage) implements RunOutcome {}

    record OutOfMemory(long limitBytes, Usage usage) implements RunOutcome {}

    /// Output was cut at the limit and the program killed.
    record TooMuchOutput(long limitBytes, Usage usage) implements RunOutcome {}

    record TooManyProcesses(int limit, Usage usage) implements RunOutcome {}

    /// The compiler refused the program; what it said went to [Channel#STDERR].
    record CompileFailed(int code, Usage usage) implements RunOutcome {}

    record Cancelled(Usage usage) implements RunOutcome {}

    /// The sandbox's own fault, never the program's.
    record SandboxFailed(String reason, Usage usage) implements RunOutcome {}

    /// The time that ran out.
    enum Clock {
        WALL,
        CPU
    }
}
