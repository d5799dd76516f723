package dev.coderun.server.problems;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.problems.LiveSubmission.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamTest {
    private static final Event TOLD = new Event("stage", Map.of("stage", "running"));
    private static final Event JUDGED = new Event("judged", Map.of("verdict", "AC"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void whatComesIsToldUpToTheVerdict() {
        stream(out).follow(new LinkedBlockingQueue<>(List.of(TOLD, JUDGED, TOLD)));

        assertThat(out.toString(UTF_8))
                .isEqualTo(
                        """
                        event: stage
                        data: {"stage":"running"}

                        event: judged
                        data: {"verdict":"AC"}

                        """);
    }

    @Test
    void whoeverMayNoLongerWatchIsToldNothingMore() {
        stream(out).follow(new LinkedBlockingQueue<>(List.of(Event.NO_MORE, JUDGED)));

        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void aStreamOnWhichNothingHappensEndsAfterManyHeartbeats() {
        stream(out).follow(new LinkedBlockingQueue<>());

        assertThat(out.toString(UTF_8))
                .isEqualTo(": still here\n\n".repeat(EventStream.MAX_HEARTBEATS));
    }

    @Test
    void whoeverHasLeftIsNoticedWithTheNextWord() {
        var gone =
                new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        throw new IOException("gone");
                    }
                };
        var events = new LinkedBlockingQueue<>(List.of(TOLD, TOLD));

        stream(gone).follow(events);

        assertThat(events).hasSize(1);
    }

    private static EventStream stream(OutputStream out) {
        return new EventStream(out, Duration.ofMillis(1));
    }
}
