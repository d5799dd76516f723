package dev.coderun.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.TrustedProxies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What one address may have of the server, before anybody asks who it is.
class AddressLimitsTest {

    private static final int OPEN = 3;
    private static final int ATTEMPTS = 20;
    private static final int TRY_AGAIN_LATER = 1013;

    private final List<RawWebSocket> sockets = new ArrayList<>();
    private final Room room = new Room();
    private HttpServer server = server(List.of());

    private HttpServer server(List<String> proxies) {
        var started =
                new HttpServer(
                        new HttpServer.Listening("127.0.0.1", 0),
                        new OurAddress(0, Optional.empty()),
                        new TrustedProxies(proxies),
                        TransportLimits.forDocumentsOf(1024).withPerAddress(OPEN, ATTEMPTS),
                        _ -> {},
                        Map.of(Room.PATH, room));
        started.start();
        return started;
    }

    @AfterEach
    void stop() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    void anAddressHasSoManyOpenAndMoreOnceOneIsClosed() throws IOException {
        for (int i = 0; i < OPEN; i++) {
            open();
        }
        awaitOpen(OPEN);

        assertThat(open().read().closeCode()).isEqualTo(TRY_AGAIN_LATER);

        sockets.getFirst().close();
        awaitOpen(OPEN - 1);
        open();
        awaitOpen(OPEN);
    }

    @Test
    void whoKnocksTooOftenIsRefusedBeforeAnythingIsOpened() throws IOException {
        String answer = "";
        for (int i = 0; i <= ATTEMPTS + OPEN && !answer.startsWith("HTTP/1.1 429"); i++) {
            answer = open().answer();
        }

        assertThat(answer).startsWith("HTTP/1.1 429");
    }

    @Test
    void behindATrustedProxyEachOfItsClientsCountsForItself() throws IOException {
        server.close();
        server = server(List.of("127.0.0.1"));
        for (int i = 0; i < OPEN; i++) {
            open("X-Forwarded-For: 1.2.3.4");
        }
        awaitOpen(OPEN);

        assertThat(open("X-Forwarded-For: 1.2.3.4").read().closeCode()).isEqualTo(TRY_AGAIN_LATER);
        open("X-Forwarded-For: 1.2.3.5");
        awaitOpen(OPEN + 1);
    }

    @Test
    void whoSpeaksForOthersWithoutBeingTrustedIsRefused() throws IOException {
        assertThat(open("X-Forwarded-For: 1.2.3.4").answer()).startsWith("HTTP/1.1 403");
    }

    private RawWebSocket open(String... headers) throws IOException {
        var socket = RawWebSocket.open(server.port(), "/room/1", headers);
        sockets.add(socket);
        return socket;
    }

    private void awaitOpen(int count) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (room.connections.size() != count) {
            assertThat(System.nanoTime())
                    .as("connections: " + room.connections.size())
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
