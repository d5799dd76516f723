package dev.coderun.server.livetest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Limits;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Usage;
import dev.coderun.executor.judge.JudgeLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseLimitsTest {
    private static final RunOutcome FULL_MEMORY = new RunOutcome.OutOfMemory(512 << 20, Usage.NONE);
    private static final RunOutcome FULL_OUTPUT = new RunOutcome.TooMuchOutput(1 << 20, Usage.NONE);
    private static final RunOutcome WAITED =
            new RunOutcome.TimedOut(RunOutcome.Clock.WALL, CaseLimits.MAX_WALL, Usage.NONE);

    @Test
    void aTestHasWhatItsProblemGivesAsFarAsASessionGoes() {
        var small = CaseLimits.of(ofProblem(1, 64, 1)).given();
        var large = CaseLimits.of(ofProblem(3, 2048, 8)).given();

        assertThat(small).isEqualTo(ofProblem(1, 64, 1));
        assertThat(large).isEqualTo(ofProblem(3, 512, 1));
    }

    @Test
    void whatASubmissionWouldHaveBeyondThatIsTold() {
        var limits = CaseLimits.of(ofProblem(3, 2048, 8));

        assertThat(limits.shortfall(FULL_MEMORY))
                .contains(
                        "While you type, tests have 512 MiB of memory; a submission has 2048 MiB.");
        assertThat(limits.shortfall(FULL_OUTPUT))
                .contains("While you type, tests may write 1 MiB; a submission may write 8 MiB.");
        assertThat(limits.shortfall(WAITED))
                .contains(
                        "While you type, tests are waited for 10 s; a submission is waited for 20"
                                + " s.");
    }

    @Test
    void nothingIsToldOfAnEndThatASubmissionHasToo() {
        var same = CaseLimits.of(ofProblem(1, 512, 1));
        var large = CaseLimits.of(ofProblem(3, 2048, 8));
        var tooSlow =
                new RunOutcome.TimedOut(RunOutcome.Clock.CPU, Duration.ofSeconds(3), Usage.NONE);

        for (var outcome : List.of(FULL_MEMORY, FULL_OUTPUT, WAITED)) {
            assertThat(same.shortfall(outcome)).isEmpty();
            assertThat(CaseLimits.USUAL.shortfall(outcome)).isEmpty();
        }
        assertThat(large.shortfall(tooSlow)).isEmpty();
        assertThat(large.shortfall(new RunOutcome.Exited(0, Usage.NONE))).isEmpty();
    }

    @Test
    void nobodyWaitsLongForATest() {
        var limits = CaseLimits.of(ofProblem(3, 64, 1));

        assertThat(limits.shortened(Limits.standard()).wall()).isEqualTo(CaseLimits.MAX_WALL);
        var shorter = Limits.standard().withWall(Duration.ofSeconds(1));
        assertThat(limits.shortened(shorter)).isEqualTo(shorter);
    }

    private static JudgeLimits ofProblem(long seconds, long memoryMib, long outputMib) {
        return new JudgeLimits(Duration.ofSeconds(seconds), memoryMib << 20, outputMib << 20);
    }
}
