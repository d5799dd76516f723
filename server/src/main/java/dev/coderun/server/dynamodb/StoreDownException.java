package dev.coderun.server.dynamodb;

import dev.coderun.server.web.Problem;
import dev.coderun.server.web.UnavailableException;

/// The table did not answer, or not in time. What was asked of it may or may not have happened.
public final class StoreDownException extends UnavailableException {

    private static final long serialVersionUID = 1L;

    public StoreDownException(Throwable cause) {
        super(
                "the database does not answer",
                Problem.of(
                        503,
                        "store-down",
                        "Not now",
                        "The database does not answer. Try again in a moment."),
                cause);
    }
}
