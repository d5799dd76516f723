package dev.coderun.executor.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coderun.executor.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a submission may use, and what its validator may.
final class JudgeLimitsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long MEMORY = 64L << 20;

    @Test
    void aSubmissionHasNoMoreThanTheBounds() {
        new JudgeLimits(JudgeLimits.MAX_CPU, Limits.MAX_MEMORY_BYTES, JudgeLimits.MAX_OUTPUT_BYTES);

        refused(() -> new JudgeLimits(JudgeLimits.MAX_CPU.plusNanos(1), MEMORY, 1));
        refused(() -> new JudgeLimits(SECOND, Limits.MAX_MEMORY_BYTES + 1, 1));
        refused(() -> new JudgeLimits(SECOND, MEMORY, JudgeLimits.MAX_OUTPUT_BYTES + 1));
        refused(() -> new JudgeLimits(SECOND, MEMORY, 0));
    }

    @Test
    void aValidatorHasNoMoreThanTheBounds() {
        new ValidatorLimits(
                ValidatorLimits.MAX_TIME,
                Limits.MAX_MEMORY_BYTES,
                ValidatorLimits.MAX_OUTPUT_BYTES);

        refused(() -> new ValidatorLimits(ValidatorLimits.MAX_TIME.plusNanos(1), MEMORY, 1));
        refused(() -> new ValidatorLimits(SECOND, Limits.MAX_MEMORY_BYTES + 1, 1));
        refused(() -> new ValidatorLimits(SECOND, MEMORY, ValidatorLimits.MAX_OUTPUT_BYTES + 1));
        refused(() -> new ValidatorLimits(SECOND, MEMORY, 0));
    }

    private static void refused(Runnable limits) {
        assertThatIllegalArgumentException().isThrownBy(limits::run);
    }

    @Test
    void theLargestLimitsAreSomethingThatASandboxCanBeTold() {
        var submission = new JudgeLimits(JudgeLimits.MAX_CPU, MEMORY, 1).ofRun();
        var validator = new ValidatorLimits(ValidatorLimits.MAX_TIME, MEMORY, 1);

        assertThat(submission.cpu()).isGreaterThan(JudgeLimits.MAX_CPU);
        assertThat(validator.ofCheck().cpu()).isEqualTo(ValidatorLimits.MAX_TIME);
        assertThat(validator.ofInteraction(submission.wall()).wall())
                .isGreaterThan(submission.wall());
    }

    @Test
    void anInteractiveValidatorOutlivesItsSubmissionByItsTimeOrTenSeconds() {
        assertThat(new ValidatorLimits(SECOND, MEMORY, 1).ofInteraction(SECOND).wall())
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(ValidatorLimits.USUAL.ofInteraction(SECOND).wall())
                .isEqualTo(Duration.ofSeconds(11));
    }
}
