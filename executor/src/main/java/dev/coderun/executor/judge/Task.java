package dev.coderun.executor.judge;

import dev.coderun.executor.Limits;

/// What submissions are judged by.
public record Task(JudgeLimits limits, Validation validation, TestGroup tests, boolean hasScore) {
    /// What the boxes that one submission has at a time may use together: its own, and its validator's beside it.
    public long boxMemoryBytes() {
        return switch (validation) {
            case Validation.Default() -> ofBox(limits.memoryBytes());
            case Validation.Custom(_, var ofValidator) -> with(ofValidator);
            case Validation.Interactive(_, var ofValidator) -> with(ofValidator);
        };
    }

    private long with(ValidatorLimits ofValidator) {
        return ofBox(limits.memoryBytes()) + ofBox(ofValidator.memoryBytes());
    }

    /// A box gives as much as is usual in any case: the build has it, too.
    private static long ofBox(long ofProgram) {
        return Math.max(ofProgram, Limits.standard().memoryBytes());
    }
}
