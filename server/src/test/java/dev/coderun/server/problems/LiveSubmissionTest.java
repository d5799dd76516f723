package dev.coderun.server.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveSubmissionTest {
    private final LiveSubmission live =
            new LiveSubmission(
                    new Submission(
                            "a",
                            "ada",
                            "doubled",
                            "hash",
                            "python",
                            "main.py",
                            Instant.EPOCH,
                            Optional.empty()));

    @Test
    void soManyMayWatchUntilOneLeaves() {
        var first = live.watch().orElseThrow();
        for (int i = 1; i < LiveSubmission.MAX_WATCHERS; i++) {
            assertThat(live.watch()).isPresent();
        }

        assertThat(live.watch()).isEmpty();
        live.unwatch(first);
        assertThat(live.watch()).isPresent();
    }

    @Test
    void whoeverDoesNotReadIsLeftBehindAndNobodyWaits() {
        assertThat(live.watch()).isPresent();
        var reads = live.watch().orElseThrow();

        for (int i = 0; i <= LiveSubmission.MAX_EVENTS; i++) {
            live.moved(i);
            assertThat(reads.poll()).isNotNull();
        }
        live.moved(0);

        assertThat(reads).hasSize(1);
        assertThat(live.watchers()).isEqualTo(1);
    }

    @Test
    void whatItWaitsForIsToldWhenItChanges() {
        var told = live.watch().orElseThrow();

        live.waits(Optional.of("Start Docker."));
        live.waits(Optional.of("Start Docker."));
        assertThat(live.snapshot().waitsFor()).isEqualTo("Start Docker.");
        live.waits(Optional.empty());

        assertThat(told).extracting(LiveSubmission.Event::name).containsExactly("waits", "waits");
        assertThat(live.snapshot().waitsFor()).isNull();
    }
}
