package dev.coderun.server.session;

/// As many sessions are in memory as the server holds: one more is opened when one of them has come to rest.
final class TooManySessionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManySessionsException() {
        super("too many sessions are open", null, false, false);
    }
}
