package dev.coderun.server.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.TrustedProxies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// permessage-deflate (RFC 7692), as far as it is agreed upon.
class CompressionTest {

    private static final int MAX_BYTES = 256 * 1024;
    private static final String OFFER =
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

    private static final int COMPRESSED_BINARY = 0xc2;
    private static final int COMPRESSED_TEXT = 0xc1;
    private static final int FIRST_OF_COMPRESSED = 0x42;
    private static final int LAST_FRAGMENT = 0x80;
    private static final int MIDDLE_FRAGMENT = 0x00;

    private final Room room = new Room();
    private final HttpServer server =
            new HttpServer(
                    new HttpServer.Listening("127.0.0.1", 0),
                    new OurAddress(0, Optional.empty()),
                    new TrustedProxies(List.of()),
                    TransportLimits.forDocumentsOf(MAX_BYTES),
                    _ -> {},
                    Map.of(Room.PATH, room));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | permessage-deflate; server_no_context_takeover;"
                        + " client_no_context_takeover",
                "permessage-deflate; client_max_window_bits=10 | permessage-deflate;"
                        + " server_no_context_takeover; client_no_context_takeover",
                "x-unknown, permessage-deflate;server_max_window_bits=\"15\" | permessage-deflate;"
                        + " server_no_context_takeover; client_no_context_takeover;"
                        + " server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate |"
                    + " permessage-deflate; server_no_context_takeover; client_no_context_takeover",
            })
    void theFirstOfferThatCanBeTakenIs(String offers, String answer) {
        assertThat(DeflateOffer.answer(List.of(offers))).contains(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x-webkit-deflate-frame",
                "permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=x",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
                "permessage-deflate; unheard_of"
            })
    void whatCannotBeTakenIsLeftOut(String offers) {
        assertThat(DeflateOffer.answer(List.of(offers))).isEmpty();
    }

    @Test
    void whoDoesNotAskGetsNothingCompressed() throws IOException {
        try (var plain = open()) {
            assertThat(plain.answer()).doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
            var message = text(100_000);
            plain.sendMessage(message);

            assertThat(plain.read()).matches(frame -> frame.firstByte() == 0x82);
            plain.send(RawWebSocket.frame(COMPRESSED_BINARY, deflated(message)));
            assertThat(plain.read().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void largeMessagesAreCompressedAndSmallOnesAreNot() throws IOException {
        try (var asks = open(OFFER);
                var plain = open()) {
            Waiting.until(() -> room.connections.size() == 2);
            var large = text(100_000);
            asks.send(RawWebSocket.frame(COMPRESSED_BINARY, deflated(large)));
            asks.send(RawWebSocket.frame(COMPRESSED_BINARY, deflated(text(20))));

            var first = asks.read();
            assertThat(first.firstByte()).isEqualTo(COMPRESSED_BINARY);
            assertThat(first.payload()).hasSizeLessThan(large.length / 2);
            assertThat(inflated(first.payload())).isEqualTo(large);
            assertThat(asks.read()).matches(frame -> frame.firstByte() == 0x82);
            assertThat(plain.read().payload()).isEqualTo(large);
            assertThat(plain.read().payload()).isEqualTo(text(20));
        }
    }

    @Test
    void whatCannotBeMadeSmallerGoesAsItIs() throws IOException {
        try (var asks = open(OFFER)) {
            var noise = new byte[50_000];
            new Random(1).nextBytes(noise);
            asks.sendMessage(noise);

            var echoed = asks.read();
            assertThat(echoed.firstByte()).isEqualTo(0x82);
            assertThat(echoed.payload()).isEqualTo(noise);
        }
    }

    @Test
    void oneMessageForManyIsCompressedOnce() {
        var deflater = new SharedDeflater();
        var message = text(100_000);

        assertThat(deflater.compressed(message).orElseThrow())
                .isSameAs(deflater.compressed(message).orElseThrow())
                .isNotSameAs(deflater.compressed(message.clone()).orElseThrow());
    }

    @Test
    void onlySoManyResultsAreRemembered() {
        var deflater = new SharedDeflater();
        var message = text(2000);
        var first = deflater.compressed(message).orElseThrow();
        for (int i = 0; i < SharedDeflater.MAX_REMEMBERED; i++) {
            deflater.compressed(text(2000));
        }
        assertThat(deflater.compressed(message).orElseThrow()).isNotSameAs(first).isEqualTo(first);

        var huge = new byte[(int) SharedDeflater.MAX_REMEMBERED_BYTES + 1];
        assertThat(deflater.compressed(huge).orElseThrow())
                .isNotSameAs(deflater.compressed(huge).orElseThrow());
    }

    @Test
    void aCompressedMessageMayComeInFragmentsWithAPingBetween() throws IOException {
        try (var asks = open(OFFER)) {
            var message = text(60_000);
            var bytes = deflated(message);
            int third = bytes.length / 3;
            asks.send(RawWebSocket.frame(FIRST_OF_COMPRESSED, Arrays.copyOf(bytes, third)));
            asks.send(RawWebSocket.frame(0x89, "p".getBytes(UTF_8)));
            asks.send(
                    RawWebSocket.frame(
                            MIDDLE_FRAGMENT, Arrays.copyOfRange(bytes, third, 2 * third)));
            asks.send(
                    RawWebSocket.frame(
                            LAST_FRAGMENT, Arrays.copyOfRange(bytes, 2 * third, bytes.length)));

            assertThat(asks.read().opcode()).isEqualTo(Frames.PONG);
            assertThat(inflated(asks.read().payload())).isEqualTo(message);
        }
    }

    @Test
    void aFewBytesThatBecomeTooManyCloseWith1009() throws IOException {
        var bomb = deflated(new byte[200_000_000]);
        assertThat(bomb).hasSizeLessThan(MAX_BYTES);

        assertCloses(1009, RawWebSocket.frame(COMPRESSED_BINARY, bomb));
    }

    @Test
    void theLargestMessageFitsCompressedToo() throws IOException {
        try (var asks = open(OFFER)) {
            var message = text(MAX_BYTES);
            asks.send(RawWebSocket.frame(COMPRESSED_BINARY, deflated(message)));

            assertThat(inflated(asks.read().payload())).isEqualTo(message);
        }
        assertCloses(1009, RawWebSocket.frame(COMPRESSED_BINARY, deflated(text(MAX_BYTES + 1))));
    }

    @Test
    void nonsenseClosesWith1007() throws IOException {
        assertCloses(1007, RawWebSocket.frame(COMPRESSED_BINARY, new byte[] {7, 7, 7, 7}));
    }

    @Test
    void compressedTextIsText() throws IOException {
        assertCloses(1003, RawWebSocket.frame(COMPRESSED_TEXT, deflated(text(2000))));
        assertCloses(
                1007, RawWebSocket.frame(COMPRESSED_TEXT, deflated(new byte[] {(byte) 0xff, 1})));
    }

    @Test
    void aReservedBitWhereNoneMayBeClosesWith1002() throws IOException {
        assertCloses(1002, RawWebSocket.frame(0xe2, deflated(text(100))));
        assertCloses(1002, RawWebSocket.frame(0xc9, new byte[0]));
        assertCloses(1002, RawWebSocket.frame(0xc0, new byte[0]));
        assertCloses(
                1002,
                RawWebSocket.frame(FIRST_OF_COMPRESSED, new byte[1]),
                RawWebSocket.frame(0xc0, new byte[1]));
    }

    @Test
    void aMessageInsideACompressedOneClosesWith1002() throws IOException {
        assertCloses(
                1002,
                RawWebSocket.frame(FIRST_OF_COMPRESSED, new byte[1]),
                RawWebSocket.frame(0x82, new byte[1]));
    }

    private void assertCloses(int code, byte[]... frames) throws IOException {
        try (var bad = open(OFFER)) {
            for (var frame : frames) {
                bad.send(frame);
            }
            var close = bad.read();
            assertThat(close.opcode()).isEqualTo(Frames.CLOSE);
            assertThat(close.closeCode()).isEqualTo(code);
        }
    }

    private RawWebSocket open(String... headers) throws IOException {
        return RawWebSocket.open(server.port(), "/room/1", headers);
    }

    private static byte[] text(int length) {
        var text = "if x > 0: print(x) # and again; ".repeat(length / 32 + 1);
        return Arrays.copyOf(text.getBytes(UTF_8), length);
    }

    private static byte[] deflated(byte[] message) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(message);
        var room = new byte[message.length + 64];
        int length = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(room, length - 4);
    }

    private static byte[] inflated(byte[] compressed) {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(compressed);
        whole.writeBytes(new byte[] {0, 0, (byte) 0xff, (byte) 0xff});
        var inflater = new Inflater(true);
        inflater.setInput(whole.toByteArray());
        var out = new byte[MAX_BYTES + 1];
        try {
            return Arrays.copyOf(out, inflater.inflate(out));
        } catch (DataFormatException e) {
            throw new AssertionError("The server's message is not compressed data.", e);
        } finally {
            inflater.end();
        }
    }
}
