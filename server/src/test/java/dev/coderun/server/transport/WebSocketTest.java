package dev.coderun.server.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.TrustedProxies;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTest {

    private static final TransportLimits LIMITS = limits(Duration.ofMillis(500));

    private Room room = new Room(request -> request.parameter("stranger").isEmpty());
    private HttpServer server = server(room, LIMITS);
    private PrometheusRegistry registry = new PrometheusRegistry();

    private static TransportLimits limits(Duration stuckWrite) {
        return new TransportLimits(
                1024 * 1024,
                128 * 1024,
                stuckWrite,
                Duration.ofMillis(300),
                Duration.ofMillis(1500),
                Duration.ofMillis(500),
                100,
                1_000,
                100_000);
    }

    private static HttpServer server(Room room, TransportLimits limits) {
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

    private void restart(TransportLimits limits) {
        stop();
        server = server(room, limits);
        registry = new PrometheusRegistry();
        start();
    }

    @Test
    void whatOneSaysReachesEverybodyInOrder() throws IOException {
        try (var ada = open("/room/1");
                var bob = open("/room/1")) {
            until(() -> room.connections.size() == 2);
            ada.sendMessage("one".getBytes(UTF_8));
            ada.sendMessage("two".getBytes(UTF_8));

            assertThat(bob.read().text()).isEqualTo("one");
            assertThat(bob.read().text()).isEqualTo("two");
            assertThat(ada.read().text()).isEqualTo("one");
            assertThat(ada.read().text()).isEqualTo("two");
            assertThat(metric("coderun_websockets")).isEqualTo(2);
            until(() -> metric("coderun_websocket_messages_sent_total") == 2 + 4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 1024 * 1024})
    void messagesOfEveryLengthComeBackAsTheyWent(int length) throws IOException {
        var message = new byte[length];
        for (int i = 0; i < length; i++) {
            message[i] = (byte) (i * 31);
        }
        try (var ada = open("/room/1")) {
            ada.sendMessage(message);

            var echo = ada.read();
            assertThat(echo.firstByte()).isEqualTo(0x82);
            assertThat(echo.payload()).isEqualTo(message);
        }
    }

    @Test
    void aFrameThatArrivesByteByByteIsPutTogether() throws IOException {
        try (var ada = open("/room/1")) {
            for (byte one : RawWebSocket.frame(0x82, new byte[300])) {
                ada.send(new byte[] {one});
            }

            assertThat(ada.read().payload()).hasSize(300);
        }
    }

    @Test
    void manyFramesInOnePacketAreTakenOneByOne() throws IOException {
        var packet = new ByteArrayOutputStream();
        for (int i = 0; i < 50; i++) {
            packet.writeBytes(RawWebSocket.frame(0x82, new byte[] {(byte) i}));
        }
        try (var ada = open("/room/1")) {
            ada.send(packet.toByteArray());

            for (int i = 0; i < 50; i++) {
                assertThat(ada.read().payload()).containsExactly(i);
            }
        }
    }

    @Test
    void fragmentsBecomeOneMessageWithAPingBetweenThem() throws IOException {
        try (var ada = open("/room/1")) {
            ada.send(RawWebSocket.frame(0x02, "on".getBytes(UTF_8)));
            ada.send(RawWebSocket.frame(0x89, "p".getBytes(UTF_8)));
            ada.send(RawWebSocket.frame(0x80, "e".getBytes(UTF_8)));

            var pong = ada.read();
            assertThat(pong.opcode()).isEqualTo(Frames.PONG);
            assertThat(pong.text()).isEqualTo("p");
            assertThat(ada.read().text()).isEqualTo("one");
        }
    }

    @Test
    void pongsKeepTheirOrderUnderAFlood() throws IOException {
        var flood = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            flood.writeBytes(RawWebSocket.frame(0x89, new byte[] {(byte) i}));
        }
        try (var ada = open("/room/1")) {
            ada.send(flood.toByteArray());

            for (int i = 0; i < 200; i++) {
                assertThat(ada.read().payload()).containsExactly(i);
            }
        }
    }

    @Test
    void anUnmaskedFrameClosesWith1002() throws IOException {
        assertCloses(1002, new byte[] {(byte) 0x82, 1, 'x'});
    }

    @Test
    void aNegativeLengthClosesWith1002() throws IOException {
        var header = RawWebSocket.header(0x82, Long.MAX_VALUE);
        header[2] = (byte) 0xff;
        assertCloses(1002, header);
    }

    @Test
    void aFrameThatPromisesTooMuchClosesWith1009BeforeItArrives() throws IOException {
        assertCloses(1009, RawWebSocket.header(0x82, 1024 * 1024 + 1));
    }

    @Test
    void fragmentsThatTogetherAreTooBigCloseWith1009() throws IOException {
        var half = new byte[600 * 1024];
        var frames = new ByteArrayOutputStream();
        frames.writeBytes(RawWebSocket.frame(0x02, half));
        frames.writeBytes(RawWebSocket.header(0x80, half.length));
        assertCloses(1009, frames.toByteArray());
    }

    @Test
    void aReservedBitClosesWith1002() throws IOException {
        assertCloses(1002, RawWebSocket.frame(0xc2, new byte[1]));
    }

    @Test
    void anUnknownOpcodeClosesWith1002() throws IOException {
        assertCloses(1002, RawWebSocket.frame(0x83, new byte[1]));
    }

    @Test
    void aLongPingClosesWith1002() throws IOException {
        assertCloses(1002, RawWebSocket.frame(0x89, new byte[126]));
    }

    @Test
    void aFragmentedPingClosesWith1002() throws IOException {
        assertCloses(1002, RawWebSocket.frame(0x09, new byte[1]));
    }

    @Test
    void aContinuationOfNothingClosesWith1002() throws IOException {
        assertCloses(1002, RawWebSocket.frame(0x80, new byte[1]));
    }

    @Test
    void aWholeMessageInsideAFragmentedOneClosesWith1002() throws IOException {
        var frames = new ByteArrayOutputStream();
        frames.writeBytes(RawWebSocket.frame(0x02, new byte[1]));
        frames.writeBytes(RawWebSocket.frame(0x82, new byte[1]));
        assertCloses(1002, frames.toByteArray());
    }

    @Test
    void textClosesWith1003() throws IOException {
        assertCloses(1003, RawWebSocket.frame(0x81, "hello".getBytes(UTF_8)));
    }

    @Test
    void textThatIsNotUtf8ClosesWith1007() throws IOException {
        assertCloses(1007, RawWebSocket.frame(0x81, new byte[] {(byte) 0xff, (byte) 0xfe}));
    }

    @Test
    void aBugInTheReceiverClosesThisConnectionAloneWith1011() throws IOException {
        try (var bob = open("/room/1")) {
            assertCloses(1011, RawWebSocket.frame(0x82, "bug!".getBytes(UTF_8)));

            bob.sendMessage("still here".getBytes(UTF_8));
            assertThat(bob.read().text()).isEqualTo("still here");
        }
    }

    @Test
    void aCloseIsAnsweredByACloseAndTheEnd() throws IOException {
        try (var ada = open("/room/1")) {
            ada.send(RawWebSocket.frame(0x88, new byte[] {0x03, (byte) 0xe8}));

            assertThat(ada.read().closeCode()).isEqualTo(1000);
            assertThat(ada.hasEnded()).isTrue();
            until(() -> room.closed.get() == 1);
        }
    }

    @Test
    void aPeerThatVanishesIsLeftExactlyOnce() throws IOException {
        var ada = open("/room/1");
        until(() -> room.connections.size() == 1);
        ada.socket().setOption(StandardSocketOptions.SO_LINGER, 0);
        ada.close();

        until(() -> metric("coderun_websockets") == 0);
        until(() -> room.closed.get() == 1);
    }

    @Test
    void aStrangerGetsACodeThatABrowserCanRead() throws IOException {
        try (var stranger = open("/room/1?stranger=yes", "Sec-WebSocket-Protocol: coderun.v1")) {
            assertThat(stranger.answer()).startsWith("HTTP/1.1 101");
            var close = stranger.read();
            assertThat(close.opcode()).isEqualTo(Frames.CLOSE);
            assertThat(close.closeCode()).isEqualTo(4401);
            assertThat(room.connections).isEmpty();
        }
    }

    @Test
    void aStrangersLargeFrameEndsNothingButItsOwnConnection() throws IOException {
        try (var stranger = open("/room/1?stranger=yes")) {
            assertThat(stranger.read().closeCode()).isEqualTo(4401);
            stranger.send(RawWebSocket.header(0x82, 64 * 1024 + 1));

            assertThat(stranger.hasEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://127.0.0.1:1", "null"})
    void aForeignOriginIsRefusedBeforeTheUpgrade(String origin) throws IOException {
        try (var foreign = open("/room/1", "Origin: " + origin)) {
            assertThat(foreign.answer())
                    .startsWith("HTTP/1.1 403")
                    .contains("application/problem+json");
            assertThat(room.lastRequest).isNull();
        }
    }

    @Test
    void ourOwnOriginIsWelcome() throws IOException {
        try (var page = open("/room/1", "Origin: http://127.0.0.1:" + server.port())) {
            assertThat(page.answer()).startsWith("HTTP/1.1 101");
        }
    }

    @Test
    void aRebindingHostIsRefusedBeforeTheUpgrade() throws IOException {
        try (var foreign = open("/room/1", "Host: evil.example:" + server.port())) {
            assertThat(foreign.answer()).startsWith("HTTP/1.1 403");
            assertThat(room.lastRequest).isNull();
        }
    }

    @Test
    void anUnknownAddressIs404() throws IOException {
        try (var lost = open("/nowhere")) {
            assertThat(lost.answer())
                    .startsWith("HTTP/1.1 404")
                    .contains("application/problem+json");
        }
    }

    @Test
    void subprotocolsAreFoundBetweenCommas() throws IOException {
        try (var page = open("/room/1", "Sec-WebSocket-Protocol: other, coderun.v1")) {
            assertThat(page.answer())
                    .containsIgnoringCase("Sec-WebSocket-Protocol: coderun.v1\r\n");
            until(() -> room.connections.size() == 1);
            assertThat(room.connections.getFirst().speaksCodeRun()).isTrue();
        }
    }

    @Test
    void withoutASubprotocolNoneIsAnswered() throws IOException {
        try (var plain = open("/room/1")) {
            assertThat(plain.answer()).doesNotContainIgnoringCase("Sec-WebSocket-Protocol");
            until(() -> room.connections.size() == 1);
            assertThat(room.connections.getFirst().speaksCodeRun()).isFalse();
        }
    }

    @Test
    void aFullOutboxCloses1013AndTheOthersGoOn() throws IOException {
        restart(limits(Duration.ofMinutes(1)));
        try (var slow = RawWebSocket.open(server.port(), 4096, "/room/1")) {
            until(() -> room.connections.size() == 1);
            var slowConnection = room.connections.getFirst();
            try (var quick = open("/room/1")) {
                until(() -> room.connections.size() == 2);
                var message = new byte[32 * 1024];
                while (slowConnection.outbox().offer(message)) {
                    // until the kernel's buffers and the outbox are full
                }

                quick.sendMessage("go on".getBytes(UTF_8));
                assertThat(quick.read().text()).isEqualTo("go on");
                assertThat(metric("coderun_outbox_bytes")).isPositive();
                assertThat(lastFrame(slow).closeCode()).isEqualTo(1013);
            }
        }
        assertThat(metric("coderun_websocket_evictions_total{reason=\"full\"}")).isEqualTo(1);
    }

    @Test
    void aPeerThatStopsReadingIsCutOffEvenWhenTheOutboxHasRoom() throws IOException {
        try (var stuck = RawWebSocket.open(server.port(), 4096, "/room/1")) {
            until(() -> room.connections.size() == 1);
            // More than the kernel takes, as one frame that an empty outbox lets pass.
            room.connections.getFirst().outbox().offer(new byte[16 * 1024 * 1024]);

            until(() -> room.closed.get() == 1);
            assertThat(stuck.socket().isClosed()).isFalse();
        }
        assertThat(metric("coderun_websocket_evictions_total{reason=\"stuck\"}")).isEqualTo(1);
    }

    @Test
    void aFrameLargerThanTheOutboxPassesWhenItIsEmpty() throws IOException {
        try (var ada = open("/room/1")) {
            until(() -> room.connections.size() == 1);
            var outbox = room.connections.getFirst().outbox();
            assertThat(outbox.offer(new byte[LIMITS.messageBytes()])).isTrue();

            assertThat(ada.read().payload()).hasSize(LIMITS.messageBytes());
        }
    }

    @Test
    void aSilentPeerThatPongsStaysAndOneThatDoesNotGoes() throws IOException {
        try (var silent = open("/room/1")) {
            until(() -> room.connections.size() == 1);
            for (int i = 0; i < 4; i++) {
                var ping = silent.read();
                assertThat(ping.opcode()).isEqualTo(Frames.PING);
                silent.send(RawWebSocket.frame(0x8a, ping.payload()));
            }
            assertThat(room.closed).hasValue(0);

            until(() -> room.closed.get() == 1);
        }
        assertThat(metric("coderun_websocket_evictions_total{reason=\"silent\"}")).isEqualTo(1);
    }

    @Test
    void whoeverReadsSlowlyIsNotTakenForSilent() throws IOException {
        restart(
                new TransportLimits(
                        1024 * 1024,
                        128 * 1024,
                        Duration.ofMinutes(1),
                        Duration.ofMillis(100),
                        Duration.ofMillis(300),
                        Duration.ofMillis(500),
                        100,
                        1_000,
                        100_000));
        int total = 8 * 1024 * 1024;
        try (var slow = open("/room/1")) {
            until(() -> room.connections.size() == 1);
            room.connections.getFirst().outbox().offer(new byte[total]);

            // Without a word, for twice as long as silence is suffered.
            var in = slow.socket().getInputStream();
            long begin = System.nanoTime();
            for (int read = 0, part = 1; read < total; part++) {
                long next = begin + part * Duration.ofMillis(5).toNanos();
                until(() -> System.nanoTime() >= next);
                int count = in.readNBytes(64 * 1024).length;
                assertThat(count).as("after " + read + " bytes").isPositive();
                read += count;
            }
        }
    }

    @Test
    void goingAwayIsSaidToEverybodyAndNothingAfterIt() throws IOException {
        try (var ada = open("/room/1");
                var bob = open("/room/1")) {
            until(() -> room.connections.size() == 2);
            room.say("last words".getBytes(UTF_8));
            var stopping = Thread.ofVirtual().start(server::close);

            for (var one : List.of(ada, bob)) {
                assertThat(one.read().text()).isEqualTo("last words");
                var close = one.read();
                assertThat(close.closeCode()).isEqualTo(1001);
                one.send(RawWebSocket.frame(0x88, close.payload()));
                assertThat(one.hasEnded()).isTrue();
            }
            until(() -> !stopping.isAlive());
            assertThat(room.closed).hasValue(2);
        }
    }

    @Test
    void theSocketSendsSmallFramesAtOnce() throws IOException {
        // With Nagle's algorithm and delayed acknowledgements every second small frame waits for 40
        // ms.
        try (var ada = open("/room/1")) {
            long begin = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                ada.sendMessage(new byte[1]);
                ada.sendMessage(new byte[1]);
                ada.read();
                ada.read();
            }

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void ticketsAreNotInWhatIsLogged() throws IOException {
        try (var page = open("/room/1?ticket=secret", "Authorization: Bearer secret")) {
            assertThat(page.answer()).startsWith("HTTP/1.1 101");
            assertThat(String.valueOf(room.lastRequest)).doesNotContain("secret");
        }
    }

    /// What whoever watches the server sees.
    private double metric(String name) {
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

    private void assertCloses(int code, byte[] bytes) throws IOException {
        try (var bad = open("/room/1")) {
            bad.send(bytes);

            var close = lastFrame(bad);
            assertThat(close.opcode()).isEqualTo(Frames.CLOSE);
            assertThat(close.closeCode()).isEqualTo(code);
            assertThat(bad.hasEnded()).isTrue();
        }
        until(() -> room.closed.get() == 1);
    }

    /// The close frame, after whatever was on its way before it.
    private static RawWebSocket.Frame lastFrame(RawWebSocket socket) throws IOException {
        var frame = socket.read();
        while (frame.opcode() != Frames.CLOSE) {
            frame = socket.read();
        }
        return frame;
    }

    private RawWebSocket open(String path, String... headers) throws IOException {
        return RawWebSocket.open(server.port(), path, headers);
    }

    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 10 seconds").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
