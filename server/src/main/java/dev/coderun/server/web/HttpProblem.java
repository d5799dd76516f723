package dev.coderun.server.web;

/// Ends a request with a problem document. Carries no stack trace: it is an answer, not a fault.
public final class HttpProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public HttpProblem(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
