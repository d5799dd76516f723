package dev.coderun.server.piston;

/// A request that is not carried out, in the words that Piston uses. Carries no stack trace: it is an answer.
final class PistonRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    PistonRefusal(String message) {
        this(400, message);
    }

    PistonRefusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
