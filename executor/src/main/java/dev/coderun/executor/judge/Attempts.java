package dev.coderun.executor.judge;

import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.SandboxUnavailable;

/// How often something is tried when the sandbox fails.
final class Attempts {
    static final int MAX = 3;

    private Attempts() {}

    /// Returns if it is worth another try. One that is not there at all is not asked again at once.
    static void rethrowLast(int attempt, SandboxFailed failure) {
        if (attempt >= MAX || failure instanceof SandboxUnavailable) {
            throw failure;
        }
    }
}
