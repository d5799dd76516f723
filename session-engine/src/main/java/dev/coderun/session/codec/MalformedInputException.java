package dev.coderun.session.codec;

import java.io.Serial;

/// The one exception for bytes that are not what they should be. Carries no stack trace, so that refusing hostile input
/// stays cheap.
public final class MalformedInputException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    public MalformedInputException(String message) {
        super(message, null, false, false);
    }
}
