package dev.coderun.server.livetest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundScheduleTest {
    private final RoundSchedule schedule = new RoundSchedule();
    private long now = 5_000_000_000L;

    @Test
    void nothingIsDueBeforeAnythingHasChanged() {
        assertThat(schedule.due()).isEmpty();
    }

    @Test
    void theFirstChangeIsTestedAlmostAtOnce() {
        schedule.changed(now);

        assertThat(pause()).isEqualTo(RoundSchedule.MIN_PAUSE);
    }

    @Test
    void whereResultsComeQuicklyThePauseIsShort() {
        schedule.hadResult(millis(40));

        schedule.changed(now);

        assertThat(pause()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void whereResultsComeSlowlyThePauseFollowsTheTypist() {
        schedule.hadResult(millis(10_000));
        type(20, 80);
        var quick = pause();
        type(40, 300);

        assertThat(quick).isBetween(Duration.ofMillis(55), Duration.ofMillis(70));
        assertThat(pause()).isBetween(Duration.ofMillis(215), Duration.ofMillis(230));
    }

    @Test
    void thePauseHasAnEnd() {
        schedule.hadResult(millis(10_000));

        type(60, 900);

        assertThat(pause()).isEqualTo(RoundSchedule.MAX_PAUSE);
    }

    @Test
    void aPauseForThoughtIsNoTyping() {
        schedule.hadResult(millis(10_000));
        type(20, 80);
        var before = pause();

        type(1, 60_000);

        assertThat(pause()).isEqualTo(before);
    }

    @Test
    void eachKeystrokePutsTheRoundOff() {
        schedule.changed(now);
        var first = schedule.due().orElseThrow();

        schedule.changed(now + millis(5));

        assertThat(schedule.due().orElseThrow()).isEqualTo(first + millis(5));
    }

    @Test
    void whatIsAskedForIsDueAtOnce() {
        schedule.changed(now);

        schedule.ask(Optional.of("case:a"));

        assertThat(schedule.due().orElseThrow()).isLessThanOrEqualTo(now);
        assertThat(schedule.begin())
                .isEqualTo(new RoundSchedule.Wish(true, Optional.of("case:a"), false));
        assertThat(schedule.due()).isEmpty();
    }

    @Test
    void twoWishesForDifferentTestsAreOneForAll() {
        schedule.ask(Optional.of("case:a"));
        schedule.ask(Optional.of("case:b"));

        assertThat(schedule.begin())
                .isEqualTo(new RoundSchedule.Wish(true, Optional.empty(), false));
    }

    @Test
    void roundsThatAreCancelledBeforeTheyTellAnythingMakeThePauseLonger() {
        schedule.hadResult(millis(20));
        schedule.changed(now);

        schedule.cancelledEarly(millis(120));

        assertThat(pause()).isEqualTo(Duration.ofMillis(60));
    }

    @Test
    void whereNothingCanBeRunNotEachKeystrokeIsLookedAt() {
        schedule.hadResult(millis(20));
        schedule.refusedForNow(now);
        schedule.changed(now);
        var refused = pause();

        schedule.hadResult(millis(20));

        assertThat(refused).isEqualTo(RoundSchedule.MAX_PAUSE);
        assertThat(pause()).isEqualTo(RoundSchedule.MIN_PAUSE);
    }

    @Test
    void whoeverTypesWithoutAPauseDoesNotPutOffWhatWasRefused() {
        schedule.refusedForNow(now);
        long due = schedule.due().orElseThrow();

        type(40, 100);

        assertThat(schedule.due()).hasValue(due);
    }

    @Test
    void whatWasRefusedForNowIsTriedAgainAfterAWhileUnlessSomebodyTypesBefore() {
        schedule.refusedForNow(5);
        assertThat(schedule.due()).hasValue(5 + RoundSchedule.RETRY.toNanos());
        assertThat(schedule.begin())
                .isEqualTo(new RoundSchedule.Wish(false, Optional.empty(), true));
        assertThat(schedule.due()).isEmpty();

        schedule.refusedForNow(5);
        schedule.changed(6);
        assertThat(schedule.due().getAsLong()).isLessThan(RoundSchedule.RETRY.toNanos());
        assertThat(schedule.begin().again()).isFalse();
        assertThat(schedule.due()).hasValue(5 + RoundSchedule.RETRY.toNanos());
    }

    private void type(int keys, int gapMillis) {
        for (int i = 0; i < keys; i++) {
            now += millis(gapMillis);
            schedule.changed(now);
        }
    }

    private Duration pause() {
        return Duration.ofNanos(schedule.due().orElseThrow() - now);
    }

    private static long millis(long millis) {
        return millis * 1_000_000;
    }
}
