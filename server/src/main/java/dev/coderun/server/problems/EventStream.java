package dev.coderun.server.problems;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.server.problems.LiveSubmission.Event;
import dev.coderun.server.web.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Server-sent events as the answer to a request. Whoever has left is noticed with the next word to them.
final class EventStream implements AutoCloseable {
    /// How often something is said, so that nothing in between gives the connection up.
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /// Nothing is judged for as long as this.
    static final int MAX_HEARTBEATS = 6 * 60;

    private final OutputStream out;
    private final Duration heartbeat;
    private boolean left;

    EventStream(ServerResponse response) {
        this(begun(response), HEARTBEAT);
    }

    EventStream(OutputStream out, Duration heartbeat) {
        this.out = out;
        this.heartbeat = heartbeat;
    }

    private static OutputStream begun(ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        return response.outputStream();
    }

    void send(Event event) {
        write("event: " + event.name() + "\ndata: " + Json.write(event.json()) + "\n\n");
    }

    /// Sends what comes, up to the verdict, or until there is no more for whoever reads this.
    void follow(BlockingQueue<Event> events) {
        try (this) {
            for (int silences = 0; silences < MAX_HEARTBEATS && !left; ) {
                var event = events.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
                if (event == null) {
                    silences++;
                    write(": still here\n\n");
                    continue;
                }
                if (event.equals(Event.NO_MORE)) {
                    return;
                }
                send(event);
                if (event.name().equals("judged")) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The server ends.
        }
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(UTF_8));
            out.flush();
        } catch (IOException | RuntimeException _) {
            left = true;
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException | RuntimeException _) {
            left = true;
        }
    }
}
