package dev.coderun.server.transport;

import static dev.coderun.server.transport.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who becomes a websocket, and which words they may speak.
class UpgradeTest extends AtSocketServer {
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
    void ticketsAreNotInWhatIsLogged() throws IOException {
        try (var page = open("/room/1?ticket=secret", "Authorization: Bearer secret")) {
            assertThat(page.answer()).startsWith("HTTP/1.1 101");
            assertThat(String.valueOf(room.lastRequest)).doesNotContain("secret");
        }
    }
}
