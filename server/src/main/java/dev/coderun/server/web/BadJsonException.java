package dev.coderun.server.web;

/// Text that is not the JSON that was asked for. Its message is a sentence for whoever sent the text.
public final class BadJsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadJsonException(String message) {
        super(message, null, false, false);
    }
}
