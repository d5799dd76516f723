package dev.coderun.executor.judge;

import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxFailed;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Runs one submission on one test after the other: in run boxes of its own, its validator in others.
final class TestRunner implements AutoCloseable {
    private final Task task;
    private final RunBox submission;
    private final CaseRunner cases;

    TestRunner(
            Sandbox sandbox, Task task, BuiltProgram submission, Optional<BuiltProgram> validator) {
        this.task = task;
        this.submission = new RunBox(sandbox, submission, task.limits().memoryBytes());
        this.cases = new CaseRunner(sandbox, task.validation(), validator);
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
        return cases.run(
                (input, limits, sink) ->
                        submission.start(
                                submission.program(test.arguments()),
                                Map.of(),
                                input,
                                limits,
                                sink),
                task.limits(),
                test);
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
        cases.close();
    }
}
