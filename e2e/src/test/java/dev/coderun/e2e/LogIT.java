package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coderun.e2e.support.Api;
import dev.coderun.e2e.support.Peers;
import dev.coderun.e2e.support.RawSocket;
import dev.coderun.e2e.support.RunningServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The log tells whoever hosts the server what went wrong and for whom, and nothing that is anybody's own.
@Timeout(180)
class LogIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPED = "what-somebody-typed";

    @Test
    void theLogNamesSessionsAndNeitherTokensNorTicketsNorWhatIsTyped() {
        try (var server = RunningServer.startWith(Map.of("CODERUN_JSON_LOG", "on"));
                var peers = Peers.start()) {
            var ada = server.api().loggedInAs("Ada");
            var session = ada.newSession("python");
            var ticket = ada.ticket(session);
            typeThroughAnOutage(server, peers, session, ticket);
            sendNonsense(server, session, ada, ticket);
            assertThat(ada.delete("/api/sessions/" + session).status()).isEqualTo(204);
            eventually("the session is put away", () -> ada.metric("coderun_sessions_open") == 0);

            var log = server.launch().messages();
            assertThat(log + server.launch().output()).doesNotContain(ada.token(), ticket, TYPED);
            assertThat(lines(log))
                    .allMatch(line -> line.hasNonNull("time") && line.hasNonNull("level"))
                    .anyMatch(line -> line.path("session").asText().equals(session))
                    .anyMatch(line -> line.path("message").asText().contains("not stored yet"));
        }
    }

    private static void typeThroughAnOutage(
            RunningServer server, Peers peers, String session, String ticket) {
        var typing = peers.open("typing", 3, server, session, ticket);
        eventually("it is synced", typing::isSynced);
        try (var _ = server.databaseOutage()) {
            typing.replace("main.py", TYPED);
            eventually(
                    "the log tells of the outage",
                    () -> server.launch().messages().contains("not stored yet"));
        }
        eventually("it is stored", () -> server.api().metric("coderun_unsaved_bytes") == 0);
        typing.close();
    }

    private static void sendNonsense(RunningServer server, String session, Api ada, String ticket) {
        try (var socket = RawSocket.into(server, session, ticket)) {
            socket.send(("\0\2" + TYPED).getBytes(UTF_8));
            assertThat(socket.closeCode()).isEqualTo(1002);
        }
        try (var socket = RawSocket.speakingCodeRun(server, session, ticket)) {
            socket.send(("@\u0012{\"t\":\"" + TYPED).getBytes(UTF_8));
        }
        ada.get("/api/sessions/" + session + "?token=" + ada.token() + "&ticket=" + ticket);
        ada.post("/api/v2/execute", Map.of("language", TYPED, "version", ticket));
        ada.post("/api/sessions", Map.of("language", TYPED));
    }

    /// What the JVM itself says comes before the server's first line.
    private static List<JsonNode> lines(String log) {
        return log.lines().filter(line -> line.startsWith("{")).map(LogIT::line).toList();
    }

    private static JsonNode line(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + line, e);
        }
    }
}
