package dev.coderun.server.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.TrustedProxies;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A server with one room that whoever comes speaks in, anew for each test.
abstract class AtSocketServer {
    static final TransportLimits LIMITS = limits(Duration.ofMillis(500));

    Room room = new Room(request -> request.parameter("stranger").isEmpty());
    HttpServer server = server(room, LIMITS);
    PrometheusRegistry registry = new PrometheusRegistry();

    /// No pings come between what a test reads.
    static TransportLimits limits(Duration stuckWrite) {
        return limits(stuckWrite, Duration.ofMinutes(2), Duration.ofMinutes(10));
    }

    static TransportLimits limits(Duration stuckWrite, Duration ping, Duration silence) {
        return new TransportLimits(
                1024 * 1024,
                128 * 1024,
                stuckWrite,
                ping,
                silence,
                Duration.ofMillis(500),
                100,
                1_000,
                100_000);
    }

    static HttpServer server(Room room, TransportLimits limits) {
        return new HttpServer(
                new HttpServer.Listening("127.0.0.1", 0),
                new OurAddress(0, Optional.empty()),
                new TrustedProxies(List.of()),
                limits,
                _ -> {},
                Map.of(Room.PATH, room));
    }

    @BeforeEach
    void start() {
        server.register(registry);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    void restart(TransportLimits limits) {
        stop();
        server = server(room, limits);
        registry = new PrometheusRegistry();
        start();
    }

    /// What whoever watches the server sees.
    double metric(String name) {
        var text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /// The close frame, after whatever was on its way before it.
    static RawWebSocket.Frame lastFrame(RawWebSocket socket) throws IOException {
        var frame = socket.read();
        while (frame.opcode() != Frames.CLOSE) {
            frame = socket.read();
        }
        return frame;
    }

    RawWebSocket open(String path, String... headers) throws IOException {
        return RawWebSocket.open(server.port(), path, headers);
    }
}
