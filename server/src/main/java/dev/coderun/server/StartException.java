package dev.coderun.server;

/// The server cannot start. The message is one sentence that says what to do.
final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message, null, false, false);
    }
}
