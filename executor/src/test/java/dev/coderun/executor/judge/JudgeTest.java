package dev.coderun.executor.judge;

import static dev.coderun.executor.judge.ScriptedSandbox.GOOD;
import static dev.coderun.executor.judge.ScriptedSandbox.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.BoxUse;
import dev.coderun.executor.Language;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunOutcome.Clock;
import dev.coderun.executor.Stage;
import dev.coderun.executor.judge.ScriptedSandbox.Started;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How a judge uses its sandbox, and what it keeps of what is written there.
final class JudgeTest {
    private static final JudgeLimits LIMITS =
            new JudgeLimits(Duration.ofSeconds(1), 700L << 20, 1 << 20);
    private static final ValidatorLimits VALIDATOR_LIMITS =
            new ValidatorLimits(Duration.ofSeconds(3), 900L << 20, 1000);
    private static final SourceProgram SUBMISSION =
            ScriptedSandbox.source(ScriptedSandbox.interpreted(), "x");

    private final AtomicInteger started = new AtomicInteger();

    // ---- what is kept ----

    @Test
    void builtValidatorsAreKeptUpToABoundAndTheOneUsedLongestAgoGoes() throws Exception {
        var judge = new Judge(new ScriptedSandbox(this::countAndEnd));
        var validators =
                IntStream.rangeClosed(0, Judge.MAX_KEPT_VALIDATORS)
                        .mapToObj(i -> validation(ScriptedSandbox.compiled(), "validator " + i))
                        .toList();

        for (var each : validators) {
            judge.cases(each).close();
        }
        assertThat(started).hasValue(validators.size());
        for (var each : validators.subList(1, validators.size())) {
            judge.cases(each).close();
        }
        assertThat(started).hasValue(validators.size());

        judge.cases(validators.getFirst()).close();

        assertThat(started).hasValue(validators.size() + 1);
    }

    private void countAndEnd(Started program) {
        started.incrementAndGet();
        program.ends(GOOD);
    }

    private static Validation validation(Language language, String text) {
        return new Validation.Custom(ScriptedSandbox.source(language, text), VALIDATOR_LIMITS);
    }

    @Test
    void whatACompilerSaysIsCut() throws Exception {
        var report =
                judge(
                        program -> {
                            program.complains("x".repeat(2 * BuildReport.MAX_MESSAGE_BYTES));
                            program.ends(new RunOutcome.CompileFailed(1, USAGE));
                        },
                        ScriptedSandbox.source(ScriptedSandbox.compiled(), "x"),
                        new Validation.Default());

        assertThat(report.verdict()).isEqualTo(Verdict.CE);
        assertThat(report.build().messages()).hasSize(BuildReport.MAX_MESSAGE_BYTES);
    }

    @Test
    void whatABuildMakesIsBounded() throws Exception {
        var report =
                judge(
                        program -> {
                            assertThat(program.limits().outputBytes())
                                    .isEqualTo(Builder.MAX_ARCHIVE_BYTES);
                            program.sink().stage(Stage.RUNNING);
                            program.ends(
                                    new RunOutcome.TooMuchOutput(
                                            program.limits().outputBytes(), USAGE));
                        },
                        ScriptedSandbox.source(ScriptedSandbox.compiled(), "x"),
                        new Validation.Default());

        assertThat(report.verdict()).isEqualTo(Verdict.CE);
        assertThat(report.build().messages()).contains("larger than 8 MiB");
    }

    @Test
    void ofWhatAProgramWritesTheBeginningIsKeptAndAllIsCounted() throws Exception {
        var report =
                judge(
                        program -> {
                            program.prints("o".repeat(TestReport.MAX_OUTPUT_BYTES + 1));
                            program.complains("e".repeat(TestReport.MAX_ERROR_BYTES + 1));
                            program.ends(new RunOutcome.Exited(1, USAGE));
                        },
                        SUBMISSION,
                        new Validation.Default());

        var test = report.tests().getFirst();
        assertThat(test.stdout()).hasSize(TestReport.MAX_OUTPUT_BYTES);
        assertThat(test.stdoutBytes()).isEqualTo(TestReport.MAX_OUTPUT_BYTES + 1);
        assertThat(test.stderr()).hasSize(TestReport.MAX_ERROR_BYTES);
    }

    // ---- what the sandbox is asked for ----

    @Test
    void aSandboxThatFailsIsAskedAgainButNotForEver() throws Exception {
        var report =
                judge(
                        program -> {
                            started.incrementAndGet();
                            program.ends(new RunOutcome.SandboxFailed("It fell over.", USAGE));
                        },
                        SUBMISSION,
                        new Validation.Default());

        assertThat(report.verdict()).isEqualTo(Verdict.JE);
        assertThat(report.reason()).isEqualTo("It fell over.");
        assertThat(started).hasValue(Attempts.MAX);
    }

    @Test
    void aSandboxThatRecoversIsForgiven() throws Exception {
        var report =
                judge(
                        program -> {
                            program.prints("2");
                            program.ends(
                                    started.incrementAndGet() < Attempts.MAX
                                            ? new RunOutcome.SandboxFailed("It fell over.", USAGE)
                                            : GOOD);
                        },
                        SUBMISSION,
                        new Validation.Default());

        assertThat(report.verdict()).isEqualTo(Verdict.AC);
        assertThat(report.tests().getFirst().runs()).isEqualTo(Attempts.MAX);
    }

    @Test
    void boxesAreOpenedForWhatTheProblemLetsEachProgramUse() throws Exception {
        var sandbox =
                new ScriptedSandbox(
                        program ->
                                program.ends(
                                        program.isSubmission()
                                                ? GOOD
                                                : new RunOutcome.Exited(42, USAGE)));
        var task = task(validation(ScriptedSandbox.interpreted(), "v"));

        new Judge(sandbox).judge(SUBMISSION, task, new Silent());

        assertThat(sandbox.opened())
                .extracting(BoxUse::memoryBytes)
                .containsExactly(700L << 20, 900L << 20);
    }

    @Test
    void aValidatorGetsTheLimitsOfItsProblem() throws Exception {
        judge(
                program -> {
                    if (!program.isSubmission()) {
                        assertThat(program.limits().cpu()).isEqualTo(Duration.ofSeconds(3));
                        assertThat(program.limits().memoryBytes()).isEqualTo(900L << 20);
                        assertThat(program.limits().outputBytes()).isEqualTo(1000);
                        started.incrementAndGet();
                    }
                    program.ends(GOOD);
                },
                SUBMISSION,
                validation(ScriptedSandbox.interpreted(), "v"));

        assertThat(started).hasValue(1);
    }

    @Test
    void aValidatorThatExitsWithAnythingButTheTwoCodesAcceptsNobody() throws Exception {
        for (int code : new int[] {0, 1, 41, 44}) {
            var report =
                    judge(
                            program ->
                                    program.ends(
                                            program.isSubmission()
                                                    ? GOOD
                                                    : new RunOutcome.Exited(code, USAGE)),
                            SUBMISSION,
                            validation(ScriptedSandbox.interpreted(), "v"));

            assertThat(report.verdict()).isEqualTo(Verdict.JE);
            assertThat(report.reason()).contains("exit code " + code);
        }
    }

    // ---- who is to blame when two wait for each other ----

    @Test
    void whoWaitsForAnInteractiveValidatorThatDoesNotEvenEndWithItsInputIsNotToBlame()
            throws Exception {
        var report = judgeWaiting(new RunOutcome.TimedOut(Clock.WALL, Duration.ZERO, USAGE));

        assertThat(report.verdict()).isEqualTo(Verdict.JE);
        assertThat(report.reason()).contains("did not end within");
    }

    @Test
    void whoWaitsForOneThatEndsWithItsInputIsTooSlow() throws Exception {
        var report = judgeWaiting(new RunOutcome.Exited(43, USAGE));

        assertThat(report.verdict()).isEqualTo(Verdict.TLE);
    }

    /// The submission waits until its wall time is over; the validator ends so when its input does.
    private static SubmissionReport judgeWaiting(RunOutcome ofValidator)
            throws InterruptedException {
        return judge(
                program -> {
                    if (program.isSubmission()) {
                        program.ends(
                                new RunOutcome.TimedOut(
                                        Clock.WALL, program.limits().wall(), USAGE));
                    } else {
                        program.atEndOfInput(() -> program.ends(ofValidator));
                    }
                },
                SUBMISSION,
                new Validation.Interactive(
                        ScriptedSandbox.source(ScriptedSandbox.interpreted(), "v"),
                        VALIDATOR_LIMITS));
    }

    // ---- the parts ----

    private static SubmissionReport judge(
            Consumer<Started> script, SourceProgram submission, Validation validation)
            throws InterruptedException {
        return new Judge(new ScriptedSandbox(script))
                .judge(submission, task(validation), new Silent());
    }

    private static Task task(Validation validation) {
        var test = JudgedPrograms.test("1", "1", "2");
        return new Task(
                LIMITS,
                validation,
                new TestGroup("data", TestGroup.Rules.PASS_FAIL, List.of(test)),
                false);
    }

    static final class Silent implements JudgeListener {
        @Override
        public void building() {}

        @Override
        public void built(BuildReport report) {}

        @Override
        public void testStarted(int index, String name) {}

        @Override
        public void testDone(TestReport report) {}
    }
}
