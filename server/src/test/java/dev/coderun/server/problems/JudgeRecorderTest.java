package dev.coderun.server.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.judge.BuildReport;
import dev.coderun.executor.judge.SubmissionReport;
import dev.coderun.executor.judge.Verdict;
import dev.coderun.server.content.PackageBuilder;
import dev.coderun.server.content.PackageFiles;
import dev.coderun.server.content.PackageReader;
import dev.coderun.server.problems.ReportJson.Stages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JudgeRecorderTest {
    private static final BuildReport BUILT =
            new BuildReport(true, List.of(), "", Duration.ofMillis(250));

    private final ProblemPackage problem =
            PackageReader.read(PackageFiles.inZip("doubled", PackageBuilder.good().zip()));
    private final LiveSubmission live =
            new LiveSubmission(
                    new Submission(
                            "a",
                            "ada",
                            "doubled",
                            "hash",
                            "python",
                            "main.py",
                            Instant.EPOCH,
                            Optional.empty()));
    private long nanos = 5;
    private final JudgeRecorder recorder =
            new JudgeRecorder(live, problem, "Python 3", Duration.ofMillis(1500), () -> nanos);

    @Test
    void eachStageIsMeasured() {
        recorder.building();
        pass(300);
        recorder.built(BUILT);
        pass(2_000);

        var stages = recorder.finalReport(report(Verdict.AC)).report().stages();

        assertThat(stages).isEqualTo(new Stages(1500, 300, 2_000));
    }

    @Test
    void whatWasNeverBuiltHadNoTests() {
        recorder.building();
        pass(300);

        var stages = recorder.finalReport(report(Verdict.JE)).report().stages();

        assertThat(stages).isEqualTo(new Stages(1500, 300, 0));
    }

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static SubmissionReport report(Verdict verdict) {
        return new SubmissionReport(verdict, 0, 1, BUILT, List.of(), "");
    }
}
