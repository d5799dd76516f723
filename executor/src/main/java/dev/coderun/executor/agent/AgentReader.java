package dev.coderun.executor.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Built;
import dev.coderun.executor.Channel;
import dev.coderun.executor.agent.AgentEvent.Clean;
import dev.coderun.executor.agent.AgentEvent.Done;
import dev.coderun.executor.agent.AgentEvent.Ending;
import dev.coderun.executor.agent.AgentEvent.Events;
import dev.coderun.executor.agent.AgentEvent.Fault;
import dev.coderun.executor.agent.AgentEvent.Made;
import dev.coderun.executor.agent.AgentEvent.Output;
import dev.coderun.executor.agent.AgentEvent.Parked;
import dev.coderun.executor.agent.AgentEvent.Ready;
import dev.coderun.executor.agent.AgentEvent.Started;
import dev.coderun.executor.agent.AgentEvent.StdinTaken;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Decodes the agent's frames. A guest is not trusted: whatever does not fit ends the box.
final class AgentReader {
    /// Of what a program printed, a test told or a build made, in one frame.
    static final int MAX_CHUNK_BYTES = 32 * 1024;

    /// The largest is a piece of a file with its path.
    static final int MAX_FRAME_BYTES = 5 + 3 + 1024 + MAX_CHUNK_BYTES;

    private static final int HEADER_BYTES = 5;
    private static final int MAX_PIECE_FLAGS = 3;

    private final DataInputStream in;

    AgentReader(InputStream in) {
        this.in = new DataInputStream(new BufferedInputStream(in, 64 * 1024));
    }

    /// The next event; empty when the agent has ended between two frames.
    Optional<AgentEvent> next() throws IOException {
        int length;
        try {
            length = in.readInt();
        } catch (EOFException _) {
            return Optional.empty();
        }
        if (length < HEADER_BYTES || length > MAX_FRAME_BYTES) {
            throw new IOException("A frame of " + length + " bytes does not fit");
        }
        var frame = new byte[length];
        in.readFully(frame);
        return Optional.of(decoded(ByteBuffer.wrap(frame)));
    }

    private static AgentEvent decoded(ByteBuffer frame) throws IOException {
        int type = frame.get();
        int run = frame.getInt();
        return switch (type) {
            case 64 -> ready(sized(frame, 5));
            case 65 -> new Started(run, flag(sized(frame, 1)));
            case 66 -> output(run, frame);
            case 67 -> new StdinTaken(run, sized(frame, 4).getInt());
            case 68 -> done(run, sized(frame, 30));
            case 69 -> new Clean(run, flag(sized(frame, 1)));
            case 70 -> new Fault(run, new String(rest(frame), UTF_8));
            case 71 -> new Parked(sized(frame, 8).getLong());
            case 72 -> new Made(run, piece(frame));
            case 73 -> events(run, frame);
            default -> throw new IOException("A frame of type " + type + " does not fit");
        };
    }

    private static Ready ready(ByteBuffer frame) throws IOException {
        return new Ready(frame.getInt(), flag(frame));
    }

    private static Output output(int run, ByteBuffer frame) throws IOException {
        if (!frame.hasRemaining()) {
            throw new IOException("Output without a channel");
        }
        int code = frame.get();
        for (var channel : Channel.values()) {
            if (channel.code() == code) {
                return new Output(run, channel, chunk(frame));
            }
        }
        throw new IOException("Output on channel " + code);
    }

    private static Built.Piece piece(ByteBuffer frame) throws IOException {
        if (frame.remaining() < 3) {
            throw new IOException("A file without a path");
        }
        int flags = Byte.toUnsignedInt(frame.get());
        if (flags > MAX_PIECE_FLAGS) {
            throw new IOException("A file of kind " + flags + " does not fit");
        }
        int length = Short.toUnsignedInt(frame.getShort());
        if (length > frame.remaining()) {
            throw new IOException("A path of " + length + " bytes does not fit");
        }
        var path = new byte[length];
        frame.get(path);
        return new Built.Piece(
                new String(path, UTF_8), (flags & 1) != 0, (flags & 2) != 0, chunk(frame));
    }

    private static Events events(int run, ByteBuffer frame) throws IOException {
        if (!frame.hasRemaining()) {
            throw new IOException("Events without a byte");
        }
        return new Events(run, chunk(frame));
    }

    private static Done done(int run, ByteBuffer frame) throws IOException {
        int code = frame.get();
        var ending =
                Ending.of(code)
                        .orElseThrow(() -> new IOException("An ending " + code + " does not fit"));
        return new Done(
                run,
                ending,
                frame.getInt(),
                frame.getLong(),
                frame.getLong(),
                frame.getLong(),
                flag(frame));
    }

    private static boolean flag(ByteBuffer frame) throws IOException {
        return switch (frame.get()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new IOException("A flag that is neither 0 nor 1");
        };
    }

    private static byte[] chunk(ByteBuffer frame) throws IOException {
        if (frame.remaining() > MAX_CHUNK_BYTES) {
            throw new IOException("A chunk of " + frame.remaining() + " bytes does not fit");
        }
        return rest(frame);
    }

    private static ByteBuffer sized(ByteBuffer frame, int bytes) throws IOException {
        if (frame.remaining() != bytes) {
            throw new IOException("A payload of " + frame.remaining() + " bytes does not fit");
        }
        return frame;
    }

    private static byte[] rest(ByteBuffer frame) {
        var bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }
}
