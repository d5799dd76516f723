package dev.coderun.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.transport.RawWebSocket;
import dev.coderun.server.web.Json;
import dev.coderun.session.awareness.AwarenessUpdate;
import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.Update;
import dev.coderun.session.sync.Message;
import dev.coderun.session.sync.MessageCodec;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/// A socket into a session that sends whatever it is told, and reads on until what a test waits for comes.
final class LiveClient implements AutoCloseable {

    private static final int BINARY = 2;
    private static final int CLOSE = 8;

    private final RawWebSocket socket;
    private final long clientId = ThreadLocalRandom.current().nextLong(1, 1L << 31);
    private final Doc doc = new Doc(clientId);
    private final Map<Long, String> present = new HashMap<>();
    private long clock;

    private LiveClient(RawWebSocket socket) {
        this.socket = socket;
    }

    static LiveClient open(int port, String session, String... headers) {
        return openSlow(port, session, () -> {}, headers);
    }

    /// One that does something before it reads each part of a long message.
    static LiveClient openSlow(
            int port, String session, Runnable beforeEachPart, String... headers) {
        var all = new ArrayList<>(List.of(headers));
        all.add("Sec-WebSocket-Protocol: coderun.v1");
        try {
            return new LiveClient(
                    RawWebSocket.openSlow(
                            port,
                            beforeEachPart,
                            "/collab/" + session,
                            all.toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(byte[] frame) {
        try {
            socket.sendMessage(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A message of type 64.
    void say(String json) {
        var payload = new ByteWriter();
        payload.writeVarString(json);
        send(MessageCodec.application(64, payload.toByteArray()));
    }

    void sendStdin(long run, String text) {
        var payload = new ByteWriter();
        payload.writeVarUint(run);
        payload.writeVarBytes(text.getBytes(UTF_8));
        send(MessageCodec.application(66, payload.toByteArray()));
    }

    /// Writes a text of its own into the document.
    void type(String text) {
        send(MessageCodec.update(doc.transact(() -> doc.text("t").insert(0, text)).update()));
    }

    /// Writes and deletes it again, so that much is sent and the document stays as it was.
    void typeAndDelete(String text) {
        type(text);
        send(
                MessageCodec.update(
                        doc.transact(() -> doc.text("t").delete(0, text.length())).update()));
    }

    /// Asks for what it lacks, and returns how many bytes that was.
    int sync() {
        send(MessageCodec.syncStep1(doc.stateVector()));
        while (true) {
            if (next() instanceof Message.SyncStep2(var update)) {
                return update.encoded().length;
            }
        }
    }

    /// Holds what the other holds, as a client does that comes back.
    void resume(LiveClient other) {
        doc.apply(Update.decodeV1(other.doc.encodeStateAsUpdate()));
    }

    String text() {
        return doc.text("t").toString();
    }

    /// Adds an empty file of that name.
    void addFile(String name) {
        send(
                MessageCodec.update(
                        doc.transact(() -> doc.map("files").setMap(name).set("path", name))
                                .update()));
    }

    /// All that it holds, as an answer to the server's question.
    void answerWithAll() {
        send(MessageCodec.syncStep2(doc.encodeStateAsUpdate()));
    }

    void announce(long clientId, String json) {
        announce(clientId, ++clock, json);
    }

    void announce(long clientId, long clock, String json) {
        var entry = new AwarenessUpdate.Entry(clientId, clock, json);
        send(MessageCodec.awareness(new AwarenessUpdate(List.of(entry)).encode()));
    }

    long clientId() {
        return clientId;
    }

    /// The next message of this kind; what comes before it is passed over.
    JsonNode await(String t) {
        return await(t, _ -> true);
    }

    JsonNode await(String t, Predicate<JsonNode> isIt) {
        while (true) {
            if (next() instanceof Message.Application(int type, var payload) && type == 64) {
                var json = Json.read(new ByteReader(payload).readVarString(), JsonNode.class);
                if (json.path("t").asText().equals(t) && isIt.test(json)) {
                    return json;
                }
            }
        }
    }

    /// Everything up to now is stored, and nothing of it was refused.
    void awaitAllTaken(long received) {
        while (true) {
            if (next() instanceof Message.Application(int type, var payload) && type == 64) {
                var json = Json.read(new ByteReader(payload).readVarString(), JsonNode.class);
                if (json.path("t").asText().equals("error")) {
                    throw new AssertionError("refused: " + json);
                }
                if (json.path("t").asText().equals("saved")
                        && json.path("received").asLong() >= received) {
                    return;
                }
            }
        }
    }

    /// The next presence that somebody announced.
    AwarenessUpdate awaitPresence() {
        while (true) {
            if (next() instanceof Message.AwarenessMessage(var update)) {
                return update;
            }
        }
    }

    /// Who is present by what it has heard so far, with what they say about themselves.
    Map<Long, String> present() {
        return present;
    }

    /// What else is said is passed over until so many updates of the document have come.
    void awaitUpdates(int count) {
        for (int left = count; left > 0; ) {
            if (next() instanceof Message.DocumentUpdate) {
                left--;
            }
        }
    }

    /// The text that this client has once an update with that text has come.
    void awaitText(String text) {
        while (!text().contains(text)) {
            next();
        }
    }

    private Message next() {
        try {
            while (true) {
                var frame = socket.read();
                if (frame.opcode() == CLOSE) {
                    throw new AssertionError("closed with " + frame.closeCode());
                }
                if (frame.opcode() == BINARY) {
                    return heard(MessageCodec.decode(frame.payload()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Message heard(Message message) {
        switch (message) {
            case Message.SyncStep2(var update) -> doc.apply(update);
            case Message.DocumentUpdate(var update) -> doc.apply(update);
            case Message.AwarenessMessage(var update) -> update.entries().forEach(this::meet);
            default -> {}
        }
        return message;
    }

    private void meet(AwarenessUpdate.Entry entry) {
        if (entry.isOffline()) {
            present.remove(entry.clientId());
        } else {
            present.put(entry.clientId(), entry.json());
        }
    }

    /// Whether it was greeted, and not sent away.
    boolean isLetIn() {
        try {
            return socket.read().opcode() == BINARY;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int awaitClose() {
        try {
            while (true) {
                var frame = socket.read();
                if (frame.opcode() == CLOSE) {
                    return frame.closeCode();
                }
            }
        } catch (EOFException e) {
            throw new AssertionError("ended without a close frame", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
