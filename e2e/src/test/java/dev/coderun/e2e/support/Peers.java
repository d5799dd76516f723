package dev.coderun.e2e.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Real y-websocket and Hocuspocus clients in one Node process (`e2e/peers/peer.mjs`).
public final class Peers implements AutoCloseable {
    private static final long ANSWER_SECONDS = 120;

    private final Process process;
    private final BufferedWriter commands;
    private final Map<Long, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private long lastId;

    private Peers(Process process) {
        this.process = process;
        commands = process.outputWriter();
        Thread.ofVirtual().start(() -> readAnswers(process.inputReader()));
    }

    public static Peers start() {
        try {
            return new Peers(
                    new ProcessBuilder("node", "peer.mjs")
                            .directory(Project.ROOT.resolve("e2e/peers").toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A client of y-websocket, version 2 or 3, that is let in by a ticket alone.
    public Peer open(
            String name, int version, RunningServer server, String session, String ticket) {
        var peer = new Peer(this, name);
        var socket = server.address().replaceFirst("^http", "ws") + "/collab";
        peer.ask(
                "open",
                Map.of("version", version, "server", socket, "session", session, "ticket", ticket));
        return peer;
    }

    /// A client of Hocuspocus, version 3 or 4, that logs in with a ticket or an API token. Clients that name the same
    /// socket share it; `twice` lets two of them enter one session on it.
    public Peer openHocuspocus(
            String name,
            int version,
            RunningServer server,
            String session,
            String token,
            String socket,
            boolean twice) {
        var peer = new Peer(this, name);
        var fields = new TreeMap<String, Object>();
        fields.put("version", version);
        fields.put("server", server.address().replaceFirst("^http", "ws") + "/hocuspocus");
        fields.put("session", session);
        fields.put("token", token);
        fields.put("socket", socket);
        fields.put("twice", twice);
        peer.ask("openHocuspocus", fields);
        return peer;
    }

    CompletableFuture<JsonNode> send(Map<String, Object> command) {
        var answer = new CompletableFuture<JsonNode>();
        var numbered = new TreeMap<>(command);
        synchronized (this) {
            numbered.put("id", ++lastId);
            answers.put(lastId, answer);
            try {
                commands.write(Api.JSON.writeValueAsString(numbered));
                commands.newLine();
                commands.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return answer;
    }

    static JsonNode await(CompletableFuture<JsonNode> answer) {
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("A client did not do as it was told.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while a client worked.", e);
        }
    }

    private void readAnswers(BufferedReader lines) {
        lines.lines().forEach(this::take);
        var gone = new IllegalStateException("The clients' process ended.");
        answers.values().forEach(answer -> answer.completeExceptionally(gone));
    }

    private void take(String line) {
        try {
            var message = Api.JSON.readTree(line);
            var answer = answers.remove(message.path("id").asLong());
            if (answer == null) {
                return;
            }
            if (message.has("error")) {
                answer.completeExceptionally(
                        new IllegalStateException(message.path("error").asText()));
            } else {
                answer.complete(message.path("result"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
