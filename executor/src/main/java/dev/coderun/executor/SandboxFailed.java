package dev.coderun.executor;

/// The sandbox could not do its part; the message is a sentence for a person.
public class SandboxFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SandboxFailed(String message) {
        super(message);
    }

    public SandboxFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
