package dev.coderun.executor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Usage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VerdictTest {
    private static final Usage USAGE = new Usage(Duration.ofMillis(20), Duration.ofMillis(10), 0);
    private static final RunOutcome GOOD = new RunOutcome.Exited(0, USAGE);
    private static final Check WRONG =
            new Check.Wrong(Optional.empty(), Optional.empty(), Optional.empty());

    @Test
    void aProgramThatEndedWellIsWorthWhatItsCheckSays() {
        assertThat(Verdict.of(GOOD, Optional.of(Check.accepted()))).isEqualTo(Verdict.AC);
        assertThat(Verdict.of(GOOD, Optional.of(WRONG))).isEqualTo(Verdict.WA);
        assertThat(Verdict.of(GOOD, Optional.of(new Check.Broken("")))).isEqualTo(Verdict.JE);
    }

    @Test
    void whatWasNotCheckedIsNeverAccepted() {
        assertThat(Verdict.of(GOOD, Optional.empty())).isEqualTo(Verdict.JE);
    }

    @Test
    void aProgramThatEndedBadlyIsNotWorthMoreForARightOutput() {
        var right = Optional.of(Check.accepted());

        assertThat(Verdict.of(new RunOutcome.Exited(1, USAGE), right)).isEqualTo(Verdict.RTE);
        assertThat(Verdict.of(new RunOutcome.Signalled(11, USAGE), right)).isEqualTo(Verdict.RTE);
        assertThat(Verdict.of(new RunOutcome.TooManyProcesses(1, USAGE), right))
                .isEqualTo(Verdict.RTE);
        assertThat(
                        Verdict.of(
                                new RunOutcome.TimedOut(
                                        RunOutcome.Clock.CPU, Duration.ofSeconds(1), USAGE),
                                right))
                .isEqualTo(Verdict.TLE);
        assertThat(Verdict.of(new RunOutcome.OutOfMemory(1, USAGE), right)).isEqualTo(Verdict.MLE);
        assertThat(Verdict.of(new RunOutcome.TooMuchOutput(1, USAGE), right))
                .isEqualTo(Verdict.OLE);
        assertThat(Verdict.of(new RunOutcome.CompileFailed(1, USAGE), right)).isEqualTo(Verdict.CE);
    }

    @Test
    void aFaultOfTheSandboxIsNeverTheProgramsFault() {
        assertThat(Verdict.of(new RunOutcome.SandboxFailed("", USAGE), Optional.of(WRONG)))
                .isEqualTo(Verdict.JE);
        assertThat(Verdict.of(new RunOutcome.Cancelled(USAGE), Optional.of(WRONG)))
                .isEqualTo(Verdict.JE);
    }
}
