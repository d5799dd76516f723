package dev.coderun.executor.unittests;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a test ended.
///
/// @param took as its runner measured it
/// @param message why it did not pass, or was skipped; else empty
/// @param place where that happened, if in one of the program's files
/// @param stack the same with its callers, innermost first, in the program's files alone
public record UnitTestResult(
        String id,
        Verdict verdict,
        Duration took,
        String message,
        Optional<Place> place,
        List<StackFrame> stack) {
    /// What a test's end says of the program.
    public enum Verdict {
        PASSED,
        /// What it expects is not so.
        FAILED,
        /// It could not be run to its end.
        ERROR,
        /// It took longer than it may; the stack says where it was.
        TIMEOUT,
        SKIPPED
    }

    public UnitTestResult {
        stack = List.copyOf(stack);
    }

    /// One that nothing more is known of.
    static UnitTestResult of(String id, Verdict verdict, Duration took, String message) {
        return new UnitTestResult(id, verdict, took, message, Optional.empty(), List.of());
    }
}
