package dev.coderun.server.livetest;

/// How a round ended.
sealed interface RoundEnd {
    /// All that was to be run was run.
    record Done() implements RoundEnd {}

    /// Somebody typed, or everybody left.
    record Cancelled() implements RoundEnd {}

    /// The program cannot be built.
    ///
    /// @param said the compiler's messages, as far as they are told
    record CompileFailed(String said) implements RoundEnd {}

    /// There was nothing to run; it is known whether the program could be built.
    record NoTests() implements RoundEnd {}

    /// The session's files are no program, or nothing can be run now.
    record Refused(String reason) implements RoundEnd {}

    /// Something on this side broke.
    record SandboxFailed(String reason) implements RoundEnd {}

    default String wireName() {
        return switch (this) {
            case Done _ -> "done";
            case Cancelled _ -> "cancelled";
            case CompileFailed _ -> "compile-failed";
            case NoTests _ -> "no-tests";
            case Refused _ -> "refused";
            case SandboxFailed _ -> "sandbox-failed";
        };
    }

    /// Whether a round of the same texts would end like this one.
    default boolean isFinal() {
        return switch (this) {
            case Done _, CompileFailed _, NoTests _ -> true;
            case Cancelled _, Refused _, SandboxFailed _ -> false;
        };
    }
}
