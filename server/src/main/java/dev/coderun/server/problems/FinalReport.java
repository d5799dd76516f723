package dev.coderun.server.problems;

import dev.coderun.executor.judge.Verdict;
import dev.coderun.server.problems.ReportJson.Stages;
import java.time.Duration;
import java.util.List;

/// What became of a submission: what is stored of it, and what is told.
record FinalReport(Verdict verdict, double score, double possibleScore, ReportJson report) {
    /// It could not be judged, which is not its fault.
    static FinalReport broken(String reason, Duration queued) {
        var stages = new Stages(queued.toMillis(), 0, 0);
        return new FinalReport(Verdict.JE, 0, 0, new ReportJson(null, List.of(), reason, stages));
    }
}
