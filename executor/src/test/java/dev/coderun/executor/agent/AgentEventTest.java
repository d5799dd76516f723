package dev.coderun.executor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Limits;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.agent.AgentEvent.Done;
import dev.coderun.executor.agent.AgentEvent.Ending;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class AgentEventTest {
    private static final int ABORT = 6;

    @Test
    void theSignalOfARuntimeWithoutMemoryIsNoCrash() {
        var explained = done(Ending.SIGNALLED, ABORT).explainedBy(OptionalInt.of(ABORT));

        assertThat(explained.outcome(Limits.standard()))
                .isEqualTo(
                        new RunOutcome.OutOfMemory(
                                Limits.standard().memoryBytes(), explained.usage()));
        assertThat(explained.ending().isLimit()).isTrue();
    }

    @Test
    void everyOtherEndIsWhatItWas() {
        for (var other :
                new Done[] {
                    done(Ending.SIGNALLED, 11),
                    done(Ending.EXITED, ABORT),
                    done(Ending.STOPPED, ABORT)
                }) {
            assertThat(other.explainedBy(OptionalInt.of(ABORT))).isEqualTo(other);
        }
        var aborted = done(Ending.SIGNALLED, ABORT);
        assertThat(aborted.explainedBy(OptionalInt.empty())).isEqualTo(aborted);
    }

    private static Done done(Ending ending, int value) {
        return new Done(1, ending, value, 2_000, 1_000, 5 << 20, false);
    }
}
