package dev.coderun.server.run;

/// A message that was not followed: the code for programs, the sentence for people. Carries no stack trace: it is an
/// answer, not a fault.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RunError error;

    public Refusal(RunError error, String sentence) {
        super(sentence, null, false, false);
        this.error = error;
    }

    public RunError error() {
        return error;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
