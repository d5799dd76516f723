package dev.coderun.executor.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Built;
import dev.coderun.executor.Limits;
import dev.coderun.executor.RunInput;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Frames for the agent, ready to send. `executor/agent/PROTOCOL.md` is the specification.
final class AgentCommand {
    /// Input that may be on its way to a program and not yet taken by it.
    static final int STDIN_WINDOW_BYTES = 64 * 1024;

    private static final int PUT = 1;
    private static final int REMOVE = 2;
    private static final int RUN = 3;
    private static final int STDIN = 4;
    private static final int STDIN_END = 5;
    private static final int SIGNAL = 6;
    private static final int RESIZE = 7;
    private static final int STOP = 8;
    private static final int PARK = 9;
    private static final int UNPARK = 10;
    private static final int BUILT = 11;
    private static final int CLEAR_BUILT = 12;

    private static final int TERMINAL = 1;
    private static final int BUILD = 2;
    private static final int BY_HELPER = 4;
    private static final int SEND_BUILT = 8;
    private static final int TESTS = 16;

    private static final int FORKED = 2;
    private static final int STAYS = 4;

    private static final int EXECUTABLE = 1;
    private static final int MORE = 2;

    private AgentCommand() {}

    static byte[] put(String path, byte[] content) {
        var name = path.getBytes(UTF_8);
        return frame(
                PUT,
                0,
                payload -> {
                    payload.writeShort(name.length);
                    payload.write(name);
                    payload.write(content);
                });
    }

    static byte[] remove(String path) {
        return frame(REMOVE, 0, payload -> payload.write(path.getBytes(UTF_8)));
    }

    /// @param order what a helper is told, if one shall do it
    static byte[] build(
            int run,
            List<String> command,
            Optional<List<String>> order,
            Map<String, String> environment,
            RunInput input,
            Limits limits) {
        int flags = BUILD | SEND_BUILT | (order.isPresent() ? BY_HELPER : 0);
        return start(run, flags, command, order, environment, input, limits);
    }

    /// @param order what a helper is told, if one shall do it
    static byte[] run(
            int run,
            List<String> command,
            Optional<List<String>> order,
            Map<String, String> environment,
            RunInput input,
            Limits limits) {
        int flags = order.isPresent() ? BY_HELPER : 0;
        return start(run, flags, command, order, environment, input, limits);
    }

    /// A run of tests, which gets its order whoever does it.
    static byte[] tests(
            int run,
            List<String> command,
            boolean byHelper,
            List<String> order,
            Map<String, String> environment,
            RunInput input,
            Limits limits) {
        int flags = TESTS | (byHelper ? BY_HELPER : 0);
        return start(run, flags, command, Optional.of(order), environment, input, limits);
    }

    private static byte[] start(
            int run,
            int flags,
            List<String> command,
            Optional<List<String>> order,
            Map<String, String> environment,
            RunInput input,
            Limits limits) {
        return frame(
                RUN,
                run,
                payload -> {
                    writeStreams(payload, flags, input);
                    payload.writeLong(limits.wall().toNanos() / 1000);
                    payload.writeLong(limits.cpu().toNanos() / 1000);
                    payload.writeLong(limits.memoryBytes());
                    payload.writeLong(limits.outputBytes());
                    payload.writeInt(limits.processes());
                    writeWords(payload, command);
                    writeEnvironment(payload, environment);
                    if (order.isPresent()) {
                        writeWords(payload, order.get());
                    }
                });
    }

    static byte[] park(
            Helper.Kind kind,
            List<String> command,
            Map<String, String> environment,
            RunInput input) {
        int flags =
                switch (kind) {
                    case PARKED -> 0;
                    case FORKED -> FORKED;
                    case COMPILER -> STAYS;
                };
        return frame(
                PARK,
                0,
                payload -> {
                    writeStreams(payload, flags, input);
                    writeWords(payload, command);
                    writeEnvironment(payload, environment);
                });
    }

    static byte[] unpark() {
        return frame(UNPARK, 0, _ -> {});
    }

    static byte[] built(Built.Piece piece) {
        var name = piece.path().getBytes(UTF_8);
        int flags = (piece.executable() ? EXECUTABLE : 0) | (piece.more() ? MORE : 0);
        return frame(
                BUILT,
                0,
                payload -> {
                    payload.writeByte(flags);
                    payload.writeShort(name.length);
                    payload.write(name);
                    payload.write(piece.bytes());
                });
    }

    static byte[] clearBuilt() {
        return frame(CLEAR_BUILT, 0, _ -> {});
    }

    static byte[] stdin(int run, byte[] bytes, int start, int length) {
        return frame(STDIN, run, payload -> payload.write(bytes, start, length));
    }

    static byte[] stdinEnd(int run) {
        return frame(STDIN_END, run, _ -> {});
    }

    static byte[] signal(int run, int number) {
        return frame(SIGNAL, run, payload -> payload.writeByte(number));
    }

    static byte[] resize(int run, int columns, int rows) {
        return frame(
                RESIZE,
                run,
                payload -> {
                    payload.writeShort(columns);
                    payload.writeShort(rows);
                });
    }

    static byte[] stop(int run) {
        return frame(STOP, run, _ -> {});
    }

    private static void writeStreams(DataOutputStream payload, int flags, RunInput input)
            throws IOException {
        switch (input) {
            case RunInput.Pipes _ -> {
                payload.writeByte(flags);
                payload.writeInt(0);
            }
            case RunInput.Terminal(int columns, int rows) -> {
                payload.writeByte(flags | TERMINAL);
                payload.writeShort(columns);
                payload.writeShort(rows);
            }
        }
    }

    private static void writeEnvironment(DataOutputStream payload, Map<String, String> environment)
            throws IOException {
        writeWords(
                payload,
                environment.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .sorted()
                        .toList());
    }

    private static void writeWords(DataOutputStream payload, List<String> words)
            throws IOException {
        payload.writeShort(words.size());
        for (var word : words) {
            var bytes = word.getBytes(UTF_8);
            payload.writeInt(bytes.length);
            payload.write(bytes);
        }
    }

    private interface Payload {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static byte[] frame(int type, int run, Payload payload) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(0);
            out.writeByte(type);
            out.writeInt(run);
            payload.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Nothing in memory does that.
        }
        var frame = bytes.toByteArray();
        ByteBuffer.wrap(frame).putInt(frame.length - Integer.BYTES);
        return frame;
    }
}
