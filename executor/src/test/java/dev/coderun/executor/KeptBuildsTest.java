package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class KeptBuildsTest {
    private static final int QUARTER = (int) (KeptBuilds.MAX_BYTES / 4);

    private final KeptBuilds builds = new KeptBuilds();

    @Test
    void theOneThatWasNotUsedForLongestGoesFirst() {
        for (int i = 0; i < KeptBuilds.MAX_BUILDS; i++) {
            builds.keep("build " + i, built(1));
        }
        builds.find("build 0");

        builds.keep("one more", built(1));

        assertThat(builds.find("build 0")).isPresent();
        assertThat(builds.find("build 1")).isEmpty();
        assertThat(builds.find("build 2")).isPresent();
        assertThat(builds.find("one more")).isPresent();
    }

    @Test
    void allTogetherHaveABoundInBytes() {
        for (int i = 0; i < 3; i++) {
            builds.keep("build " + i, built(QUARTER));
        }

        builds.keep("large", built(2 * QUARTER));

        assertThat(builds.find("build 0")).isEmpty();
        assertThat(builds.find("build 1")).isEmpty();
        assertThat(builds.find("large")).isPresent();
    }

    @Test
    void oneThatIsTooLargeIsNotKeptAndSendsNoneAway() {
        builds.keep("small", built(1));

        builds.keep("huge", built(4 * QUARTER + 1));

        assertThat(builds.find("huge")).isEmpty();
        assertThat(builds.find("small")).isPresent();
    }

    @Test
    void whatIsKeptAgainTakesThePlaceOfWhatWasThere() {
        for (int i = 0; i < 10; i++) {
            builds.keep("again", built(2 * QUARTER - 100));
        }
        builds.keep("another", built(2 * QUARTER - 100));

        assertThat(builds.find("again")).isPresent();
        assertThat(builds.find("another")).isPresent();
    }

    private static Built built(int bytes) {
        return new Built(
                List.of(new Built.Piece("program", true, false, new byte[bytes])), List.of());
    }
}
