package dev.coderun.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.e2e.support.Script;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Ten minutes of sessions that come and go: the server holds no more at the end than it did near the beginning.
@Tag("long")
class SoakIT {
    private static final Duration SOAK =
            Duration.ofSeconds(Long.getLong("coderun.soak.seconds", 600));

    /// The first waves fill what is filled once: classes, pools, buffers.
    private static final int WARM_UP_WAVES = 2;

    private static final int HEAP_NOISE_MEGABYTES = 10;
    private static final int RESIDENT_NOISE_MEGABYTES = 150;
    private static final int OPEN_NOISE = 30;

    @Test
    void memoryStaysFlat() {
        var waves =
                StreamSupport.stream(
                                Script.found(
                                                SOAK.plusMinutes(5),
                                                "rooms/soak.mjs",
                                                Long.toString(SOAK.toSeconds()))
                                        .path("waves")
                                        .spliterator(),
                                false)
                        .toList();

        assertThat(waves).hasSizeGreaterThan(WARM_UP_WAVES + 1);
        assertFlat(waves, "heap", HEAP_NOISE_MEGABYTES);
        assertFlat(waves, "resident", RESIDENT_NOISE_MEGABYTES);
        assertFlat(waves, "files", OPEN_NOISE);
        assertFlat(waves, "threads", OPEN_NOISE);
    }

    private static void assertFlat(List<JsonNode> waves, String what, int noise) {
        var settled = waves.get(WARM_UP_WAVES).path(what).asInt();
        assertThat(settled).as(what + " was measured").isPositive();
        assertThat(waves.getLast().path(what).asInt())
                .as(what + " after the last wave of " + waves)
                .isLessThanOrEqualTo(settled + noise);
    }
}
