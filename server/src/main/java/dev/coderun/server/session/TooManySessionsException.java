package dev.coderun.server.session;

import dev.coderun.server.web.Problem;
import dev.coderun.server.web.UnavailableException;

/// As many sessions are in memory as the server holds: one more is opened when one of them has come to rest.
final class TooManySessionsException extends UnavailableException {

    private static final long serialVersionUID = 1L;

    TooManySessionsException() {
        super(
                "the server is full",
                Problem.of(
                        503,
                        "server-full",
                        "The server is full",
                        "As many sessions are open as this server holds. Try again later."));
    }
}
