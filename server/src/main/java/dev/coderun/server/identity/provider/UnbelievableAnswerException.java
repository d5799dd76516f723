package dev.coderun.server.identity.provider;

/// An answer in a provider's name that does not hold: nobody is logged in by it. Its message is for the log, and carries
/// nothing of the answer.
public final class UnbelievableAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnbelievableAnswerException(String why) {
        super(why);
    }

    UnbelievableAnswerException(String why, Throwable cause) {
        super(why, cause);
    }
}
