package dev.coderun.e2e.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

/// One real client of y-websocket or Hocuspocus.
public final class Peer {
    private final Peers peers;
    private final String name;

    Peer(Peers peers, String name) {
        this.peers = peers;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public boolean isSynced() {
        return ask("synced", Map.of()).asBoolean();
    }

    public Map<String, String> files() {
        var files = new TreeMap<String, String>();
        ask("files", Map.of())
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
        return files;
    }

    /// Whether something that it received still waits for what came before it.
    public boolean hasPending() {
        return ask("pending", Map.of()).asBoolean();
    }

    /// Whether it knows exactly the insertions that this state vector (base64) tells of.
    public boolean holdsExactly(String stateVector) {
        return ask("holds", Map.of("stateVector", stateVector)).asBoolean();
    }

    /// The names of everybody whose presence it sees, its own too.
    public List<String> names() {
        return texts(ask("names", Map.of()));
    }

    /// How often the server said that something is not permitted: of Hocuspocus, that an edit was not applied.
    public int refusals() {
        return ask("seen", Map.of()).path("refusals").asInt();
    }

    /// Of Hocuspocus: how many of its changes are not known to be stored.
    public int unsaved() {
        return ask("unsaved", Map.of()).asInt();
    }

    /// Of Hocuspocus: why it was not let in.
    public List<String> denied() {
        return texts(ask("seen", Map.of()).path("denied"));
    }

    /// Of Hocuspocus: what it was told it may do, each time.
    public List<String> scopes() {
        return texts(ask("seen", Map.of()).path("scopes"));
    }

    /// Of Hocuspocus: why its session was closed.
    public List<String> closeReasons() {
        return texts(ask("seen", Map.of()).path("closes"));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    public int connections() {
        return ask("seen", Map.of()).path("connections").asInt();
    }

    public List<Integer> closeCodes() {
        var closes = ask("seen", Map.of()).path("closes");
        return StreamSupport.stream(closes.spliterator(), false).map(JsonNode::asInt).toList();
    }

    public void insert(String path, int index, String text) {
        ask("insert", Map.of("path", path, "index", index, "text", text));
    }

    public void replace(String path, String text) {
        ask("replace", Map.of("path", path, "text", text));
    }

    public void addFile(String path, String text) {
        ask("add", Map.of("path", path, "text", text));
    }

    /// Begins to edit at random; what it does depends on the seed alone.
    public CompletableFuture<JsonNode> edit(long seed, int count) {
        return peers.send(command("edit", Map.of("seed", seed, "count", count)));
    }

    public void disconnect() {
        ask("disconnect", Map.of());
    }

    public void connect() {
        ask("connect", Map.of());
    }

    /// Loses its connection without a goodbye; it comes back by itself.
    public void cut() {
        ask("cut", Map.of());
    }

    public void close() {
        ask("close", Map.of());
    }

    JsonNode ask(String what, Map<String, Object> fields) {
        return Peers.await(peers.send(command(what, fields)));
    }

    private Map<String, Object> command(String what, Map<String, Object> fields) {
        var command = new HashMap<>(fields);
        command.put("do", what);
        command.put("client", name);
        return command;
    }
}
