package dev.coderun.server.web;

/// Something that is needed to serve somebody does not answer now, or has no room. Whoever asked is told what it is, and
/// to try again.
public abstract class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final String reason;

    /// @param reason why a websocket is closed
    protected UnavailableException(String reason, Problem problem, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
        this.problem = problem;
    }

    /// The same as an answer without a fault behind it: carries no stack trace.
    protected UnavailableException(String reason, Problem problem) {
        super(reason, null, false, false);
        this.reason = reason;
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    public String reason() {
        return reason;
    }
}
