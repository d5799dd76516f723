package dev.coderun.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Usage;
import dev.coderun.server.ApiDescription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunOutcomesTest {
    @Test
    void everyOutcomeSaysWhatItIsAndWhatItsLimitWas() {
        var none = Usage.NONE;

        assertThat(RunOutcomes.json(new RunOutcome.Exited(3, none)))
                .isEqualTo(Map.of("kind", "exited", "code", 3));
        assertThat(RunOutcomes.json(new RunOutcome.Signalled(11, none)))
                .isEqualTo(Map.of("kind", "signalled", "signal", 11, "name", "SIGSEGV"));
        assertThat(
                        RunOutcomes.json(
                                new RunOutcome.TimedOut(
                                        RunOutcome.Clock.CPU, Duration.ofSeconds(10), none)))
                .isEqualTo(Map.of("kind", "timed-out", "clock", "cpu", "limitMs", 10_000L));
        assertThat(RunOutcomes.json(new RunOutcome.OutOfMemory(99, none)))
                .isEqualTo(Map.of("kind", "out-of-memory", "limitBytes", 99L));
        assertThat(RunOutcomes.json(new RunOutcome.TooMuchOutput(98, none)))
                .isEqualTo(Map.of("kind", "too-much-output", "limitBytes", 98L));
        assertThat(RunOutcomes.json(new RunOutcome.TooManyProcesses(64, none)))
                .isEqualTo(Map.of("kind", "too-many-processes", "limit", 64));
        assertThat(RunOutcomes.json(new RunOutcome.CompileFailed(1, none)))
                .isEqualTo(Map.of("kind", "compile-failed", "code", 1));
        assertThat(RunOutcomes.json(new RunOutcome.Cancelled(none)))
                .isEqualTo(Map.of("kind", "cancelled"));
        assertThat(RunOutcomes.json(new RunOutcome.SandboxFailed("why", none)))
                .isEqualTo(Map.of("kind", "sandbox-failed", "reason", "why"));
    }

    @Test
    void theApiDescribesEveryOutcome() {
        var api = ApiDescription.ofThisServer();
        var none = Usage.NONE;
        var outcomes =
                List.of(
                        new RunOutcome.Exited(3, none),
                        new RunOutcome.Signalled(11, none),
                        new RunOutcome.TimedOut(
                                RunOutcome.Clock.WALL, Duration.ofSeconds(10), none),
                        new RunOutcome.OutOfMemory(99, none),
                        new RunOutcome.TooMuchOutput(98, none),
                        new RunOutcome.TooManyProcesses(64, none),
                        new RunOutcome.CompileFailed(1, none),
                        new RunOutcome.Cancelled(none),
                        new RunOutcome.SandboxFailed("why", none));

        assertThat(outcomes)
                .hasSize(RunOutcome.class.getPermittedSubclasses().length)
                .allSatisfy(
                        outcome ->
                                assertThat(api.faultsOf("Outcome", RunOutcomes.json(outcome)))
                                        .isEmpty());
    }

    @Test
    void signalsHaveTheirUsualNames() {
        assertThat(Signals.name(1)).isEqualTo("SIGHUP");
        assertThat(Signals.name(9)).isEqualTo("SIGKILL");
        assertThat(Signals.name(15)).isEqualTo("SIGTERM");
        assertThat(Signals.name(31)).isEqualTo("SIGSYS");
        assertThat(Signals.name(35)).isEqualTo("signal 35");
    }
}
