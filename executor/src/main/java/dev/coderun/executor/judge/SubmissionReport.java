package dev.coderun.executor.judge;

import java.util.List;

/// What became of a submission.
///
/// @param tests those that were run, in their order
/// @param score the points it got of [#possibleScore]
/// @param reason why it could not be judged; empty unless the verdict is [Verdict#JE]
public record SubmissionReport(
        Verdict verdict,
        double score,
        double possibleScore,
        BuildReport build,
        List<TestReport> tests,
        String reason) {
    public SubmissionReport {
        tests = List.copyOf(tests);
    }
}
