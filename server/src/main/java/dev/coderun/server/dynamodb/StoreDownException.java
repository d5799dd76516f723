package dev.coderun.server.dynamodb;

/// The table did not answer, or not in time. What was asked of it may or may not have happened.
public final class StoreDownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreDownException(Throwable cause) {
        super("the table does not answer", cause);
    }
}
