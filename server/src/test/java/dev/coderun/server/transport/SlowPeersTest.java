package dev.coderun.server.transport;

import static dev.coderun.server.transport.Waiting.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Peers that do not read, or say nothing: who is cut off, and who is not.
class SlowPeersTest extends AtSocketServer {
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
        var minute = Duration.ofMinutes(1);
        restart(limits(minute, Duration.ofMillis(300), Duration.ofMillis(1500)));
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
        var minute = Duration.ofMinutes(1);
        restart(limits(minute, Duration.ofMillis(100), Duration.ofMillis(300)));
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
}
