package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LimitsTest {
    private final Limits limits = Limits.standard();

    @Test
    void noTimeIsNotForEver() {
        assertThatIllegalArgumentException().isThrownBy(() -> limits.withWall(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withCpu(Duration.ofMillis(-1)));
    }

    @Test
    void everyLimitHasAnUpperBound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withWall(Limits.MAX_TIME.plusMillis(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withMemoryBytes(Limits.MAX_MEMORY_BYTES + 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withOutputBytes(Limits.MAX_OUTPUT_BYTES + 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withProcesses(Limits.MAX_PROCESSES + 1));
    }

    @Test
    void theBoundsThemselvesAreAllowed() {
        assertThatCode(
                        () ->
                                new Limits(
                                        Limits.MIN_TIME,
                                        Limits.MAX_TIME,
                                        Limits.MIN_MEMORY_BYTES,
                                        Limits.MAX_OUTPUT_BYTES,
                                        1))
                .doesNotThrowAnyException();
    }
}
