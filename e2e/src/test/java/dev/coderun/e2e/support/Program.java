package dev.coderun.e2e.support;

import static dev.coderun.e2e.support.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A session of its own with a program in it, run over `coderun.v1` without a browser.
public final class Program implements AutoCloseable {
    private static final Duration IMAGE = Duration.ofMinutes(5);
    private static final Duration RUN = Duration.ofSeconds(60);
    private static final int MESSAGE = 64;
    private static final int OUTPUT = 65;

    private final Api api;
    private final String session;
    private final Peer editor;
    private final RawSocket socket;

    private Program(Api api, String session, Peer editor, RawSocket socket) {
        this.api = api;
        this.session = session;
        this.editor = editor;
        this.socket = socket;
    }

    /// A Python program, as soon as Python's image is there.
    public static Program in(RunningServer server, Peers peers, Api api) {
        eventually(IMAGE, "Python's image is there", () -> api.languageIsReady("python"));
        var session = api.newSession("python");
        var editor = peers.open("editor of " + session, 3, server, session, api.ticket(session));
        eventually("the editor is synced", editor::isSynced);
        var socket = RawSocket.speakingCodeRun(server, session, api.ticket(session));
        return new Program(api, session, editor, socket);
    }

    public void replaceWith(String text) {
        editor.replace("main.py", text);
        eventually(
                "the server has the program", () -> text.equals(api.files(session).get("main.py")));
    }

    public void addFile(String path, String text) {
        editor.addFile(path, text);
        eventually(
                "the server has the file",
                () -> api.files(session).containsKey(path) || api.badPaths(session).contains(path));
    }

    public void start() {
        try {
            var json = Api.JSON.writeValueAsBytes(Map.of("t", "run.start", "mode", "pipes"));
            if (json.length >= 128) {
                throw new AssertionError("The length no longer fits one byte.");
            }
            var frame = ByteBuffer.allocate(json.length + 2);
            frame.put((byte) MESSAGE).put((byte) json.length).put(json);
            socket.send(frame.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How the run ended.
    public JsonNode outcome() {
        return message("run.done").path("outcome");
    }

    /// Why it was refused.
    public JsonNode error() {
        return message("error");
    }

    /// Everything that it has printed.
    public String output() {
        var output = new ByteArrayOutputStream();
        for (var frame : socket.frames()) {
            var bytes = ByteBuffer.wrap(frame);
            if (varUint(bytes) == OUTPUT) {
                varUint(bytes); // run
                varUint(bytes); // stream
                varUint(bytes); // offset
                output.writeBytes(varBytes(bytes));
            }
        }
        return output.toString(UTF_8);
    }

    private JsonNode message(String type) {
        eventually(
                RUN,
                () -> "a message " + type + "; came: " + messages(),
                () -> find(type).isPresent());
        return find(type).orElseThrow();
    }

    private Optional<JsonNode> find(String type) {
        return messages().stream()
                .filter(message -> message.path("t").asText().equals(type))
                .findFirst();
    }

    private List<JsonNode> messages() {
        return socket.frames().stream()
                .map(ByteBuffer::wrap)
                .filter(frame -> varUint(frame) == MESSAGE)
                .map(frame -> json(varBytes(frame)))
                .toList();
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return Api.JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] varBytes(ByteBuffer frame) {
        var bytes = new byte[(int) varUint(frame)];
        frame.get(bytes);
        return bytes;
    }

    private static long varUint(ByteBuffer frame) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = frame.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    @Override
    public void close() {
        socket.close();
        editor.close();
    }
}
