package dev.coderun.executor.judge;

import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxFailed;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs one submission on one test after the other: in run boxes of its own, its validator in others.
final class TestRunner implements AutoCloseable {
    private final Task task;
    private final RunBox submission;
    private final @Nullable ValidatorBox validator; // Absent for the default validator.

    TestRunner(
            Sandbox sandbox, Task task, BuiltProgram submission, Optional<BuiltProgram> validator) {
        this.task = task;
        this.submission = new RunBox(sandbox, submission);
        this.validator = validator.map(built -> new ValidatorBox(sandbox, built)).orElse(null);
    }

    /// Runs the test, again where the sandbox failed or the time was near its limit. Throws [SandboxFailed] if it goes on
    /// failing.
    TestReport run(int index, TestCase test, TestGroup.Rules rules) throws InterruptedException {
        int runs = 0;
        int failures = 0;
        int doubtful = 0;
        while (true) {
            runs++;
            try {
                var ran = runOnce(test);
                if (ran.sandboxFailed()) {
                    throw new SandboxFailed(reason(ran.outcome()));
                }
                if (!TimeRule.isDoubtful(ran.outcome(), task.limits())
                        || ++doubtful == TimeRule.MAX_RUNS) {
                    return report(index, test, ran, runs, rules);
                }
            } catch (SandboxFailed e) {
                close();
                Attempts.rethrowLast(++failures, e);
            }
        }
    }

    private static String reason(RunOutcome outcome) {
        return outcome instanceof RunOutcome.SandboxFailed(String reason, _)
                ? reason
                : "The run was cut short.";
    }

    private RanTest runOnce(TestCase test) throws InterruptedException {
        return task.validation() instanceof Validation.Interactive && validator != null
                ? new Interaction(task.limits(), test).run(submission, validator)
                : runAndCheck(test);
    }

    private RanTest runAndCheck(TestCase test) throws InterruptedException {
        var capture = new Capture();
        var running =
                submission.start(
                        submission.program(test.arguments()),
                        Map.of(),
                        new RunInput.Pipes(test.data().input(), false),
                        task.limits().ofRun(),
                        capture);
        RunOutcome outcome;
        try {
            outcome = TimeRule.judged(running.await(), task.limits());
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

    private static TestReport report(
            int index, TestCase test, RanTest ran, int runs, TestGroup.Rules rules) {
        var verdict = ran.verdict();
        return new TestReport(
                index,
                test.name(),
                verdict,
                ran.outcome(),
                ran.check(),
                head(ran.stdout(), TestReport.MAX_OUTPUT_BYTES),
                ran.stdoutBytes(),
                head(ran.stderr(), TestReport.MAX_ERROR_BYTES),
                runs,
                verdict == Verdict.AC ? score(ran, rules) : 0);
    }

    private static double score(RanTest ran, TestGroup.Rules rules) {
        return ran.check().orElseThrow() instanceof Check.Accepted(var score, _)
                ? score.orElse(rules.acceptScore())
                : 0;
    }

    private static byte[] head(byte[] bytes, int max) {
        return bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
    }

    /// What runs next gets new boxes.
    @Override
    public void close() {
        submission.close();
        if (validator != null) {
            validator.close();
        }
    }
}
