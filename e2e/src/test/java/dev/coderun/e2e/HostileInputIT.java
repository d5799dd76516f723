package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Api;
import dev.coderun.e2e.support.Peer;
import dev.coderun.e2e.support.Peers;
import dev.coderun.e2e.support.Program;
import dev.coderun.e2e.support.RawRequest;
import dev.coderun.e2e.support.RawSocket;
import dev.coderun.e2e.support.RunningServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever one client sends or runs: a clear answer to that one, and nothing lost for anybody else.
@Timeout(180)
class HostileInputIT {
    private static final int BEFORE_ADMISSION_BYTES = 64 * 1024;
    private static final int DOCUMENT_LIMIT_BYTES = 8 * 1024 * 1024;
    private static final String NO_SESSION = "AAAAAAAAAAAAAAAAAAAAAA";

    private static RunningServer server;
    private static Peers peers;
    private static Api ada;

    private String session = "";
    private Peer bystander;
    private Map<String, String> text = Map.of();

    @BeforeAll
    static void start() {
        server = RunningServer.start();
        peers = Peers.start();
        ada = server.api().loggedInAs("Ada");
    }

    @AfterAll
    static void stop() {
        peers.close();
        server.close();
    }

    @BeforeEach
    void somebodyIsAtWork() {
        session = ada.newSession("python");
        bystander = peers.open("bystander", 3, server, session, ada.ticket(session));
        eventually("the bystander is synced", bystander::isSynced);
        bystander.insert("main.py", 0, "# kept\n");
        eventually(
                "the server has it",
                () -> ada.files(session).getOrDefault("main.py", "").startsWith("# kept\n"));
        text = ada.files(session);
    }

    @AfterEach
    void nobodyElseIsTouched() {
        assertThat(ada.files(session)).isEqualTo(text);
        assertThat(bystander.files()).isEqualTo(text);
        assertThat(bystander.closeCodes()).isEmpty();
        bystander.insert("main.py", 0, "# still typing\n");
        eventually("the bystander goes on", () -> ada.files(session).equals(bystander.files()));
        bystander.close();
    }

    @Test
    void bytesThatAreNoMessageCloseTheirSocketWith1002() {
        try (var socket = RawSocket.into(server, session, ada.ticket(session))) {
            socket.send(
                    (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff);

            assertThat(socket.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void aTruncatedUpdateClosesItsSocketWith1002() {
        try (var socket = RawSocket.into(server, session, ada.ticket(session))) {
            // sync, update, 100 bytes announced, three there
            socket.send((byte) 0, (byte) 2, (byte) 100, (byte) 1, (byte) 1, (byte) 1);

            assertThat(socket.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void anUpdateFullOfNonsenseClosesItsSocketWith1002() {
        try (var socket = RawSocket.into(server, session, ada.ticket(session))) {
            socket.send(
                    (byte) 0, (byte) 2, (byte) 4, (byte) 9, (byte) 0xff, (byte) 0xff, (byte) 0x7f);

            assertThat(socket.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void textMessagesAreRefusedWith1003() {
        try (var socket = RawSocket.into(server, session, ada.ticket(session))) {
            socket.sendText("hello");

            assertThat(socket.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void aFrameOverTheDocumentLimitClosesItsSocketWith1009() {
        try (var socket = RawSocket.into(server, session, ada.ticket(session))) {
            socket.sendIfItTakes(new byte[DOCUMENT_LIMIT_BYTES + 1024]);

            assertThat(socket.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void whoIsNotLetInIsToldWhyWhateverTheySend() {
        try (var socket = RawSocket.into(server, session, "")) {
            socket.sendIfItTakes(new byte[BEFORE_ADMISSION_BYTES + 1]);

            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void noTokenIsClosedWith4401() {
        try (var socket = RawSocket.into(server, session, "")) {
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aTicketOfAnotherSessionIsNotLetIn() {
        var other = ada.ticket(ada.newSession("python"));

        try (var socket = RawSocket.into(server, session, other)) {
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void anUnknownSessionIsClosedWith4404() {
        try (var socket = RawSocket.withToken(server, NO_SESSION, ada.token())) {
            assertThat(socket.closeCode()).isEqualTo(4404);
        }
    }

    @Test
    void aForeignOriginIsRefusedBeforeTheUpgrade() {
        assertThat(RawSocket.refusalOf(server, session, ada.ticket(session), "http://evil.example"))
                .isEqualTo(403);
    }

    @Test
    void aRebindingHostIsRefused() {
        var host = "Host: evil.example:" + server.port();

        var upgrade =
                RawRequest.status(
                        server,
                        "GET /collab/" + session + "?ticket=" + ada.ticket(session) + " HTTP/1.1",
                        host,
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        var login =
                RawRequest.status(
                        server,
                        "POST /auth/dev HTTP/1.1",
                        host,
                        "Connection: close",
                        "Content-Type: application/json",
                        "Content-Length: 16",
                        "",
                        "{\"name\": \"Mal\"} ");

        assertThat(upgrade).isEqualTo(403);
        assertThat(login).isEqualTo(403);
    }

    @Test
    void aPathOutOfThePageIsNotFound() {
        assertThat(
                        RawRequest.status(
                                server, "GET /../pom.xml HTTP/1.1", host(), "Connection: close"))
                .isIn(400, 404);
        assertThat(
                        RawRequest.status(
                                server,
                                "GET /%2e%2e/pom.xml HTTP/1.1",
                                host(),
                                "Connection: close"))
                .isIn(400, 404);
    }

    @Test
    void aLanguageThatDoesNotExistIsRefusedWithWhereToLook() {
        var answer = ada.post("/api/sessions", Map.of("language", "klingon"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asText()).contains("/api/languages");
    }

    @Test
    void aPathThatLeavesTheFolderNeverReachesABox() {
        try (var program = Program.in(server, peers, ada)) {
            program.addFile("../x", "print('out')");

            program.start();

            assertThat(program.error().path("code").asText()).isEqualTo("bad-path");
            assertThat(program.error().path("message").asText()).contains("../x");
        }
    }

    @Test
    void aProgramThatPrintsForEverIsCut() {
        try (var program = Program.in(server, peers, ada)) {
            program.replaceWith("while True:\n    print('x' * 1000)\n");

            program.start();

            assertThat(program.outcome().path("kind").asText()).isEqualTo("too-much-output");
        }
    }

    @Test
    void aProgramThatForksForEverIsEnded() {
        try (var program = Program.in(server, peers, ada)) {
            program.replaceWith("import os\nwhile True:\n    os.fork()\n");

            program.start();

            assertThat(program.outcome().path("kind").asText())
                    .isIn("too-many-processes", "timed-out", "exited", "out-of-memory");
        }
        try (var next = Program.in(server, peers, ada)) {
            next.replaceWith("print('fine')\n");

            next.start();

            assertThat(next.outcome().path("kind").asText()).isEqualTo("exited");
            assertThat(next.output()).isEqualTo("fine\n");
        }
    }

    private static String host() {
        return "Host: 127.0.0.1:" + server.port();
    }
}
