package dev.coderun.executor.judge;

import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxFailed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs a program once on one test after the other and says what came of it; what it wrote is checked outside its box.
/// A problem's own validator has boxes of its own. Used by one thread.
public final class CaseRunner implements AutoCloseable {
    private final boolean isInteractive;
    private final @Nullable ValidatorBox validator; // Absent for the default validator.

    CaseRunner(Sandbox sandbox, Validation validation, Optional<BuiltProgram> validator) {
        this.isInteractive = validation instanceof Validation.Interactive;
        var limits = limits(validation);
        this.validator =
                validator.map(built -> new ValidatorBox(sandbox, built, limits)).orElse(null);
    }

    private static ValidatorLimits limits(Validation validation) {
        return switch (validation) {
            case Validation.Default() -> ValidatorLimits.USUAL;
            case Validation.Custom(_, var limits) -> limits;
            case Validation.Interactive(_, var limits) -> limits;
        };
    }

    /// By the format's default validator.
    public static CaseRunner byDefault() {
        return new CaseRunner();
    }

    private CaseRunner() {
        isInteractive = false;
        validator = null;
    }

    /// Throws [SandboxFailed] if the validator's box does not do its part.
    public RanTest run(ProgramStart program, JudgeLimits limits, TestCase test)
            throws InterruptedException {
        return isInteractive && validator != null
                ? new Interaction(limits, test).run(program, validator)
                : runAndCheck(program, limits, test);
    }

    private RanTest runAndCheck(ProgramStart program, JudgeLimits limits, TestCase test)
            throws InterruptedException {
        var capture = new Capture();
        var input = new RunInput.Pipes(test.data().input(), false);
        var running = program.start(input, limits.ofRun(), capture);
        RunOutcome outcome;
        try {
            outcome = TimeRule.judged(running.await(), limits);
        } finally {
            running.stop();
        }
        if (outcome instanceof RunOutcome.CompileFailed) {
            throw new SandboxFailed("What the build made could not be unpacked.");
        }
        var stdout = capture.stdout();
        Optional<Check> check = Optional.empty();
        if (outcome instanceof RunOutcome.Exited(int code, _) && code == 0) {
            check = Optional.of(check(test, stdout));
        }
        return new RanTest(outcome, check, stdout, stdout.length, capture.stderr());
    }

    private Check check(TestCase test, byte[] output) throws InterruptedException {
        if (validator == null) {
            return Checker.of(test.validatorFlags()).check(test.data().answer(), output);
        }
        return validator
                .check(test, output)
                .check()
                .orElseThrow(() -> new SandboxFailed("The validator's box failed."));
    }

    /// What is checked next gets new boxes.
    @Override
    public void close() {
        if (validator != null) {
            validator.close();
        }
    }
}
