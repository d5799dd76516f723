package dev.coderun.session.bench;

/// A measured operation did not do what it should: its time means nothing.
final class WrongResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongResultException(String message) {
        super(message);
    }
}
