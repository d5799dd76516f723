package dev.coderun.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Script;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `kill -9` at random moments while four people type and delete: every edit that was called saved is there afterwards.
class KillIT {
    private static final Duration FOR_A_ROUND = Duration.ofSeconds(60);

    @Test
    void nothingThatWasCalledSavedIsLost() {
        assertNothingIsLost(1);
    }

    @Test
    @Tag("long")
    void nothingThatWasCalledSavedIsLostInManyRounds() {
        assertNothingIsLost(25);
    }

    private static void assertNothingIsLost(int rounds) {
        long seed = Long.getLong("seed", System.nanoTime() & 0xffff_ffffL);

        var found =
                Script.found(
                        FOR_A_ROUND.multipliedBy(rounds),
                        "rooms/crash-rounds.mjs",
                        Integer.toString(rounds),
                        Long.toString(seed));

        assertThat(found.path("lost").asInt(-1)).as("-Dseed=" + seed).isZero();
        assertThat(found.path("savedEdits").asInt()).isPositive();
    }
}
