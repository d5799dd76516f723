package dev.coderun.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;

    private final Pace pace = new Pace(10, 20, 0);

    @Test
    void aBurstIsTakenAtOnceAndThenOneRestsForWhatIsTooMuch() {
        for (int i = 0; i < 20; i++) {
            assertThat(pace.take(1, 0)).isZero();
        }

        assertThat(pace.take(1, 0)).isEqualTo(SECOND / 10);
        assertThat(pace.take(1, 0)).isEqualTo(SECOND / 5);
    }

    @Test
    void whoRestsMayGoOn() {
        pace.take(25, 0);

        assertThat(pace.take(1, SECOND)).isZero();
    }

    @Test
    void noRestGivesMoreThanABurst() {
        assertThat(pace.take(21, 1000 * SECOND)).isPositive();
    }

    @Test
    void whatIsNotWithinThePaceIsNotTaken() {
        assertThat(pace.tryTake(20, 0)).isTrue();
        assertThat(pace.tryTake(1, 0)).isFalse();
        assertThat(pace.tryTake(1, SECOND / 10)).isTrue();
        assertThat(pace.isRested(SECOND)).isFalse();
        assertThat(pace.isRested(3 * SECOND)).isTrue();
    }
}
