package dev.coderun.executor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunOutcome.Clock;
import dev.coderun.executor.RunOutcome.TimedOut;
import dev.coderun.executor.Usage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TimeRuleTest {
    private static final JudgeLimits SECOND =
            new JudgeLimits(Duration.ofSeconds(1), 64L << 20, 1 << 20);

    @Test
    void wallTimeAloneMakesNobodyTooSlow() {
        var slowMachine = new RunOutcome.Exited(0, usage(5000, 1000));

        assertThat(TimeRule.judged(slowMachine, SECOND)).isSameAs(slowMachine);
    }

    @Test
    void whoeverUsedMoreThanTheLimitHasTimedOutThoughItEnded() {
        var late = new RunOutcome.Exited(0, usage(1100, 1001));

        assertThat(TimeRule.judged(late, SECOND))
                .isEqualTo(new TimedOut(Clock.CPU, Duration.ofSeconds(1), late.usage()));
    }

    @Test
    void aCrashStaysACrashHoweverLate() {
        var crash = new RunOutcome.Signalled(11, usage(1100, 1100));

        assertThat(TimeRule.judged(crash, SECOND)).isSameAs(crash);
    }

    @Test
    void whatOnlyJustMissedIsRunAgain() {
        assertThat(TimeRule.isDoubtful(timedOut(Clock.CPU, 1150), SECOND)).isTrue();
        assertThat(TimeRule.isDoubtful(timedOut(Clock.CPU, 1250), SECOND)).isFalse();
    }

    @Test
    void whatWasBusyUntilTheWallGuardIsRunAgainButNotWhatSlept() {
        assertThat(TimeRule.isDoubtful(timedOut(Clock.WALL, 600), SECOND)).isTrue();
        assertThat(TimeRule.isDoubtful(timedOut(Clock.WALL, 20), SECOND)).isFalse();
    }

    @Test
    void theSandboxIsToldMoreThanTheLimitSoThatAMissCanBeSeenToBeNear() {
        assertThat(SECOND.ofRun().cpu()).isGreaterThan(Duration.ofMillis(1200));
        assertThat(SECOND.ofRun().wall()).isGreaterThan(Duration.ofSeconds(5));
    }

    private static RunOutcome timedOut(Clock clock, long cpuMillis) {
        return new TimedOut(clock, Duration.ofSeconds(1), usage(cpuMillis, cpuMillis));
    }

    private static Usage usage(long wallMillis, long cpuMillis) {
        return new Usage(Duration.ofMillis(wallMillis), Duration.ofMillis(cpuMillis), 0);
    }
}
