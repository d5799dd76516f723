package dev.coderun.server.transport;

import static dev.coderun.server.transport.Waiting.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said arrives, in order and whole, and so does the end.
class WebSocketTest extends AtSocketServer {
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
}
