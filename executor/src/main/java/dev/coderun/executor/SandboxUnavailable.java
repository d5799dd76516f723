package dev.coderun.executor;

/// Nothing can be run now: no engine answers, or the language is not there (yet). The message says what to do.
public final class SandboxUnavailable extends SandboxFailed {
    private static final long serialVersionUID = 1L;

    public SandboxUnavailable(String message) {
        super(message);
    }
}
