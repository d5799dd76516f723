package dev.coderun.executor.judge;

import java.util.Optional;
import java.util.OptionalDouble;

/// What came of comparing a program's output with what is right.
public sealed interface Check {
    /// Right; with the points that a validator gave, if it gave any.
    record Accepted(OptionalDouble score, Optional<String> message) implements Check {}

    /// Wrong: where it first differs, as far as the checker knows; what a validator says to the program's author, and
    /// what it says to the problem's author, which may tell of the test's data.
    record Wrong(
            Optional<Difference> difference,
            Optional<String> message,
            Optional<String> judgeMessage)
            implements Check {}

    /// The validator did not do its part, which is never the program's fault. The reason is for the problem's author.
    record Broken(String reason) implements Check {}

    static Check accepted() {
        return new Accepted(OptionalDouble.empty(), Optional.empty());
    }

    static Check wrong(Difference difference) {
        return new Wrong(Optional.of(difference), Optional.empty(), Optional.empty());
    }
}
