package dev.coderun.server.problems;

import dev.coderun.executor.judge.BuildReport;
import dev.coderun.executor.judge.JudgeListener;
import dev.coderun.executor.judge.SubmissionReport;
import dev.coderun.executor.judge.TestReport;
import dev.coderun.server.problems.LiveSubmission.Stage;
import dev.coderun.server.problems.ReportJson.BuildJson;
import dev.coderun.server.problems.ReportJson.Stages;
import dev.coderun.server.problems.ReportJson.TestJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// Turns what the judge tells of one submission into what is told on, and measures each stage. Used by one thread.
final class JudgeRecorder implements JudgeListener {
    private final LiveSubmission live;
    private final ProblemPackage problem;
    private final String compiler;
    private final Duration queued;
    private final LongSupplier nanoTime;
    private final Map<Integer, TestJson> tests = new TreeMap<>();
    private final long beganNanos;
    private OptionalLong builtNanos = OptionalLong.empty();

    /// The building begins now.
    ///
    /// @param queued how long it had waited
    JudgeRecorder(
            LiveSubmission live,
            ProblemPackage problem,
            String compiler,
            Duration queued,
            LongSupplier nanoTime) {
        this.live = live;
        this.problem = problem;
        this.compiler = compiler;
        this.queued = queued;
        this.nanoTime = nanoTime;
        beganNanos = nanoTime.getAsLong();
    }

    @Override
    public void building() {
        live.enter(Stage.BUILDING);
    }

    @Override
    public void built(BuildReport report) {
        builtNanos = OptionalLong.of(nanoTime.getAsLong());
        live.built(BuildJson.of(report, compiler));
        live.enter(Stage.RUNNING);
    }

    @Override
    public void testStarted(int index, String name) {
        live.testStarted(index);
    }

    @Override
    public void testDone(TestReport report) {
        var test = problem.tests().tests().get(report.index());
        var json = TestJson.of(report, test, problem.note(test.name()));
        tests.put(report.index(), json);
        live.testDone(json);
    }

    /// The tests end now.
    FinalReport finalReport(SubmissionReport report) {
        return new FinalReport(
                report.verdict(),
                report.score(),
                report.possibleScore(),
                new ReportJson(
                        BuildJson.of(report.build(), compiler),
                        List.copyOf(tests.values()),
                        report.reason().isEmpty() ? null : report.reason(),
                        stages()));
    }

    private Stages stages() {
        long end = nanoTime.getAsLong();
        long built = builtNanos.orElse(end);
        return new Stages(
                queued.toMillis(), (built - beganNanos) / 1_000_000, (end - built) / 1_000_000);
    }
}
