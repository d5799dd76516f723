package dev.coderun.session.crdt;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.coderun.session.oracle.YjsOracle;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Yjs documents and ours edit at random, exchange updates out of order, twice or not at all, and agree all the way.
///
/// Another seed: `-Dseed=`; more rounds: `-Drounds=`.
class YjsDifferentialTest {
    private static final int ROUNDS = Integer.getInteger("rounds", 100);
    private static final int LONG_ROUNDS = 10_000;

    @Test
    void documentsAgreeWithYjsAfterEveryUpdate() {
        run(ROUNDS);
    }

    @Test
    @Tag("long")
    void documentsAgreeWithYjsForVeryManyRounds() {
        run(LONG_ROUNDS);
    }

    private static void run(int rounds) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("differential rounds from -Dseed=" + seed);
        try (var oracle = new YjsOracle()) {
            for (int round = 0; round < rounds; round++) {
                assertThatCode(runOf(oracle, seed + round))
                        .as("the round of -Dseed=%d -Drounds=1", seed + round)
                        .doesNotThrowAnyException();
            }
        }
    }

    private static ThrowingCallable runOf(YjsOracle oracle, long seed) {
        return () -> new DifferentialRound(oracle, new SplittableRandom(seed)).run();
    }
}
