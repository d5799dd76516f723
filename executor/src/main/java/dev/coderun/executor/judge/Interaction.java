package dev.coderun.executor.judge;

import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunningProgram;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// A submission and an interactive validator, each in its box, joined by two pipes. Whoever ends first decides: a
/// program that fails by itself is to blame for what its validator makes of the silence that follows. But one that waited
/// in vain for a validator that does not even end at the end of its input is not.
final class Interaction {
    private final JudgeLimits limits;
    private final TestCase test;
    private final AtomicReference<Ended> first = new AtomicReference<>(Ended.NOBODY);
    private final AtomicBoolean floodedByValidator = new AtomicBoolean();
    private final AtomicBoolean floodedBySubmission = new AtomicBoolean();
    private final Transcript transcript = new Transcript();
    private final Capture submissionErrors = new Capture();
    private final Capture validatorErrors = Capture.ofLastErrors();

    private enum Ended {
        NOBODY,
        SUBMISSION,
        VALIDATOR
    }

    Interaction(JudgeLimits limits, TestCase test) {
        this.limits = limits;
        this.test = test;
    }

    /// Lets the two speak until both have ended.
    RanTest run(ProgramStart program, ValidatorBox validatorBox) throws InterruptedException {
        var toSubmission =
                new Pipe(
                        validatorErrors,
                        transcript,
                        Transcript.JUDGE,
                        () -> floodedByValidator.set(true));
        var toValidator =
                new Pipe(
                        submissionErrors,
                        transcript,
                        Transcript.SUBMISSION,
                        () -> floodedBySubmission.set(true));
        var wall = limits.ofRun().wall();
        var validator = validatorBox.startInteractive(test, wall, toSubmission);
        RunningProgram submission;
        try {
            submission =
                    program.start(
                            new RunInput.Pipes(new byte[0], true), limits.ofRun(), toValidator);
        } catch (RuntimeException e) {
            validator.stop();
            throw e;
        }
        toSubmission.connect(submission);
        toValidator.connect(validator);
        var _ =
                submission
                        .outcome()
                        .thenRun(
                                () -> {
                                    first.compareAndSet(Ended.NOBODY, Ended.SUBMISSION);
                                    validator.endStdin();
                                });
        var _ =
                validator
                        .outcome()
                        .thenAccept(
                                outcome -> {
                                    first.compareAndSet(Ended.NOBODY, Ended.VALIDATOR);
                                    if (accepts(outcome)) {
                                        submission.endStdin();
                                    } else {
                                        submission.stop();
                                    }
                                });
        try {
            var validatorOutcome = validator.await();
            var outcome = TimeRule.judged(submission.await(), limits);
            if (waitsInVain(outcome) && validatorOutcome instanceof RunOutcome.TimedOut) {
                first.set(Ended.VALIDATOR);
            }
            var checked = validatorBox.checked(validatorOutcome, validatorErrors.stderr());
            return ranTest(outcome, checked.check(), toValidator.bytes());
        } finally {
            submission.stop();
            validator.stop();
        }
    }

    private static boolean accepts(RunOutcome outcome) {
        return outcome instanceof RunOutcome.Exited(int code, _) && code == ValidatorBox.ACCEPTED;
    }

    private static boolean waitsInVain(RunOutcome outcome) {
        return outcome instanceof RunOutcome.TimedOut(var clock, _, _)
                && clock == RunOutcome.Clock.WALL;
    }

    private RanTest ranTest(RunOutcome outcome, Optional<Check> check, long writtenBytes) {
        if (floodedBySubmission.get()) {
            outcome = new RunOutcome.TooMuchOutput(limits.outputBytes(), outcome.usage());
        }
        if (floodedByValidator.get()) {
            check =
                    Optional.of(
                            new Check.Broken(
                                    "The problem's output validator writes more than is read."));
        }
        boolean ownFault = first.get() == Ended.SUBMISSION && !isGood(outcome);
        if (check.isEmpty() && !ownFault) {
            outcome = new RunOutcome.SandboxFailed("The validator's box failed.", outcome.usage());
        } else if (first.get() == Ended.VALIDATOR && !(check.get() instanceof Check.Accepted)) {
            // Stopped because the verdict was known.
            outcome = new RunOutcome.Exited(0, outcome.usage());
        }
        return new RanTest(
                outcome,
                isGood(outcome) ? check : Optional.empty(),
                transcript.bytes(),
                writtenBytes,
                submissionErrors.stderr());
    }

    private static boolean isGood(RunOutcome outcome) {
        return outcome instanceof RunOutcome.Exited(int code, _) && code == 0;
    }
}
