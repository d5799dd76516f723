package dev.coderun.session.sync;

import dev.coderun.session.awareness.AwarenessUpdate;
import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.crdt.StateVector;
import dev.coderun.session.crdt.Update;
import java.util.Arrays;

/// The bytes of [Message]s: whole frames, in y-websocket's framing.
public final class MessageCodec {
    /// From here on, numbers are our own; below, y-protocols'.
    public static final int FIRST_APPLICATION_TYPE = 64;

    private static final int SYNC = 0;
    private static final int AWARENESS = 1;
    private static final int AUTH = 2;
    private static final int QUERY_AWARENESS = 3;

    private static final int STEP_1 = 0;
    private static final int STEP_2 = 1;
    private static final int UPDATE = 2;

    private static final int PERMISSION_DENIED = 0;

    private MessageCodec() {}

    /// Reads the whole frame.
    ///
    /// @throws MalformedInputException if the frame is cut short, has bytes left over, or is of an unknown kind
    public static Message decode(byte[] frame) {
        var in = new ByteReader(frame);
        int type = in.readVarUint31();
        if (type >= FIRST_APPLICATION_TYPE) {
            return new Message.Application(
                    type, Arrays.copyOfRange(frame, in.position(), frame.length));
        }
        Message message =
                switch (type) {
                    case SYNC -> decodeSync(in);
                    case AWARENESS ->
                            new Message.AwarenessMessage(AwarenessUpdate.decode(in.readVarBytes()));
                    case AUTH -> decodeAuth(in);
                    case QUERY_AWARENESS -> new Message.QueryAwareness();
                    default -> throw new MalformedInputException("unknown message type " + type);
                };
        if (in.hasMore()) {
            throw new MalformedInputException("bytes after the message");
        }
        return message;
    }

    private static Message decodeSync(ByteReader in) {
        int step = in.readVarUint31();
        return switch (step) {
            case STEP_1 -> new Message.SyncStep1(StateVector.decode(in.readVarBytes()));
            case STEP_2 -> new Message.SyncStep2(Update.decodeV1(in.readVarBytes()));
            case UPDATE -> new Message.DocumentUpdate(Update.decodeV1(in.readVarBytes()));
            default -> throw new MalformedInputException("unknown sync step " + step);
        };
    }

    private static Message decodeAuth(ByteReader in) {
        int kind = in.readVarUint31();
        if (kind != PERMISSION_DENIED) {
            throw new MalformedInputException("unknown auth message " + kind);
        }
        return new Message.AuthDenied(in.readVarString());
    }

    public static byte[] syncStep1(StateVector stateVector) {
        return sync(STEP_1, stateVector.encode());
    }

    public static byte[] syncStep2(byte[] update) {
        return sync(STEP_2, update);
    }

    public static byte[] update(byte[] update) {
        return sync(UPDATE, update);
    }

    private static byte[] sync(int step, byte[] payload) {
        var out = new ByteWriter(payload.length + 8);
        out.writeVarUint(SYNC);
        out.writeVarUint(step);
        out.writeVarBytes(payload);
        return out.toByteArray();
    }

    public static byte[] awareness(byte[] awarenessUpdate) {
        var out = new ByteWriter(awarenessUpdate.length + 8);
        out.writeVarUint(AWARENESS);
        out.writeVarBytes(awarenessUpdate);
        return out.toByteArray();
    }

    public static byte[] queryAwareness() {
        return new byte[] {QUERY_AWARENESS};
    }

    public static byte[] permissionDenied(String reason) {
        var out = new ByteWriter();
        out.writeVarUint(AUTH);
        out.writeVarUint(PERMISSION_DENIED);
        out.writeVarString(reason);
        return out.toByteArray();
    }

    public static byte[] application(int type, byte[] payload) {
        if (type < FIRST_APPLICATION_TYPE) {
            throw new IllegalArgumentException("type " + type + " belongs to y-protocols");
        }
        var out = new ByteWriter(payload.length + 8);
        out.writeVarUint(type);
        out.writeBytes(payload);
        return out.toByteArray();
    }
}
