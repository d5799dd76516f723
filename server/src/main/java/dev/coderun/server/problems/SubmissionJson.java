package dev.coderun.server.problems;

import dev.coderun.server.problems.ReportJson.BuildJson;
import dev.coderun.server.problems.ReportJson.Stages;
import dev.coderun.server.problems.ReportJson.TestJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A submission as its user is told of it; without tests and files where many are listed.
///
/// @param position how many are before it in the queue; while it waits
/// @param waitsFor why it is not judged whatever its place, and what to do; while that is so
/// @param running the test that runs at the moment
record SubmissionJson(
        String id,
        String problem,
        String language,
        String entry,
        String createdAt,
        String stage,
        @Nullable Integer position,
        @Nullable String waitsFor,
        @Nullable String verdict,
        @Nullable Double score,
        @Nullable Double possibleScore,
        @Nullable String judgedAt,
        @Nullable Integer testCount,
        @Nullable Limits limits,
        @Nullable BuildJson build,
        @Nullable List<TestJson> tests,
        @Nullable Integer running,
        @Nullable String reason,
        @Nullable Stages stages,
        @Nullable Map<String, String> files) {

    record Limits(long cpuMs, long memoryBytes, long outputBytes) {
        static Limits of(ProblemPackage problem) {
            var limits = problem.limits();
            return new Limits(limits.cpu().toMillis(), limits.memoryBytes(), limits.outputBytes());
        }
    }

    static String name(LiveSubmission.Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    /// What a list tells.
    static SubmissionJson summary(Submission submission) {
        return of(submission, null, null, null, null, null);
    }

    static SubmissionJson of(
            Submission submission,
            @Nullable ProblemPackage problem,
            LiveSubmission.@Nullable Snapshot live,
            @Nullable Integer position,
            @Nullable ReportJson report,
            @Nullable Map<String, String> files) {
        var judged = submission.judged().orElse(null);
        var stage =
                judged != null
                        ? LiveSubmission.Stage.JUDGED
                        : live != null ? live.stage() : LiveSubmission.Stage.QUEUED;
        return new SubmissionJson(
                submission.id(),
                submission.problem(),
                submission.language(),
                submission.entry(),
                submission.createdAt().toString(),
                name(stage),
                position,
                live == null ? null : live.waitsFor(),
                judged == null ? null : judged.verdict(),
                judged == null ? null : (Double) judged.score(),
                judged == null ? null : (Double) judged.possibleScore(),
                judged == null ? null : judged.at().toString(),
                problem == null ? null : (Integer) problem.tests().tests().size(),
                problem == null ? null : Limits.of(problem),
                report != null ? report.build() : live == null ? null : live.build(),
                report != null ? report.tests() : live == null ? null : live.tests(),
                live == null ? null : live.running(),
                report == null ? null : report.reason(),
                report == null ? null : report.stages(),
                files);
    }
}
