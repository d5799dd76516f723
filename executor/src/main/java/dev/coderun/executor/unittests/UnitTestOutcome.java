package dev.coderun.executor.unittests;

/// How a round ended.
public sealed interface UnitTestOutcome {
    /// Every test that was found has a result.
    record Done() implements UnitTestOutcome {}

    /// The compiler refused the program; the listener was told why.
    record CompileFailed() implements UnitTestOutcome {}

    record Cancelled() implements UnitTestOutcome {}

    /// The tests could not be found or run to their end, by the program's fault; a sentence for a person.
    record Failed(String reason) implements UnitTestOutcome {}

    /// The sandbox's own fault, never the program's.
    record SandboxFailed(String reason) implements UnitTestOutcome {}
}
