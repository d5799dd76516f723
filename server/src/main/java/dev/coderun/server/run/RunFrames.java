package dev.coderun.server.run;

import dev.coderun.executor.Channel;
import dev.coderun.server.web.Json;
import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.MalformedInputException;

/// The bytes of the frames about runs, as `docs/protocol.md` has them.
public final class RunFrames {
    public static final int MESSAGE = 64;
    static final int OUTPUT = 65;
    static final int STDIN = 66;

    private static final int MAX_HEADER_BYTES = 32;

    private RunFrames() {}

    /// A whole frame of type 64.
    public static byte[] message(Object value) {
        var json = Json.write(value);
        var out = new ByteWriter(json.length() + MAX_HEADER_BYTES);
        out.writeVarUint(MESSAGE);
        out.writeVarString(json);
        return out.toByteArray();
    }

    /// A whole frame of type 65 with `count` bytes from `start` on, which are the log's from `offset` on. They come
    /// last in the frame.
    static byte[] output(
            long run, Channel channel, long offset, byte[] bytes, int start, int count) {
        var out = new ByteWriter(count + MAX_HEADER_BYTES);
        out.writeVarUint(OUTPUT);
        out.writeVarUint(run);
        out.writeVarUint(channel.code());
        out.writeVarUint(offset);
        out.writeVarUint(count);
        out.writeBytes(bytes, start, count);
        return out.toByteArray();
    }

    /// The JSON in the payload of a frame of type 64.
    public static String readMessage(byte[] payload) {
        var in = new ByteReader(payload);
        var json = in.readVarString();
        requireEnd(in);
        return json;
    }

    /// The payload of a frame of type 66.
    static Stdin readStdin(byte[] payload) {
        var in = new ByteReader(payload);
        var stdin = new Stdin(in.readVarUint(), in.readVarBytes());
        requireEnd(in);
        return stdin;
    }

    private static void requireEnd(ByteReader in) {
        if (in.hasMore()) {
            throw new MalformedInputException("bytes after the message");
        }
    }

    /// Input for a run; no bytes mean its end.
    @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
    record Stdin(long run, byte[] bytes) {}
}
