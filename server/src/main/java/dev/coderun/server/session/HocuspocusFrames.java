package dev.coderun.server.session;

import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.live.Role;
import java.util.Arrays;
import java.util.Optional;

/// Hocuspocus's framing: the name of a document, then a message. Its sync, awareness and query messages are the
/// y-protocols' own, byte for byte; `docs/protocol.md` has the others.
final class HocuspocusFrames {

    static final int SYNC = 0;
    static final int AWARENESS = 1;
    static final int AUTH = 2;
    static final int QUERY_AWARENESS = 3;
    static final int SYNC_REPLY = 4;
    static final int CLOSE = 7;

    private static final int SYNC_STATUS = 8;
    private static final int PONG = 10;

    private static final int TOKEN = 0;
    private static final int PERMISSION_DENIED = 1;
    private static final int AUTHENTICATED = 2;

    /// One socket may carry a document twice: then its name is followed by this and by something that tells the two apart.
    private static final char NAME_END = '\0';

    /// Far longer than ours, which are a session's id.
    static final int MAX_NAME_CHARACTERS = 256;

    private HocuspocusFrames() {}

    /// @param key the name as the client wrote it, which its answers must carry
    /// @param message from the message's type on
    @SuppressWarnings("ArrayRecordComponent") // bytes passed on, never compared
    record Incoming(String key, int type, byte[] message) {

        String documentName() {
            int end = key.indexOf(NAME_END);
            return end < 0 ? key : key.substring(0, end);
        }

        /// The token of a message of type [#AUTH]. What newer clients add to it, their version, is passed over.
        String token() {
            var in = new ByteReader(message);
            in.readVarUint31();
            if (in.readVarUint31() != TOKEN) {
                throw new MalformedInputException("a client authenticates with a token");
            }
            return in.readVarString();
        }

        /// The same message in the y-protocols; empty if they have none like it.
        Optional<byte[]> inYProtocols() {
            return switch (type) {
                case SYNC, AWARENESS, QUERY_AWARENESS -> Optional.of(message);
                case SYNC_REPLY -> {
                    var sync = message.clone();
                    sync[0] = SYNC;
                    yield Optional.of(sync);
                }
                default -> Optional.empty();
            };
        }

        boolean asksForState() {
            return type == SYNC && message.length > 1 && message[1] == 0;
        }
    }

    /// Empty for the answer to a ping, which names no document.
    ///
    /// @throws MalformedInputException if it is no such frame
    static Optional<Incoming> read(byte[] frame) {
        if (frame.length == 1 && frame[0] == PONG) {
            return Optional.empty();
        }
        var in = new ByteReader(frame);
        var key = in.readVarString();
        if (key.length() > MAX_NAME_CHARACTERS) {
            throw new MalformedInputException("a document's name of " + key.length());
        }
        int start = in.position();
        int type = in.readVarUint31();
        return Optional.of(new Incoming(key, type, Arrays.copyOfRange(frame, start, frame.length)));
    }

    static byte[] frame(String key, byte[] yProtocolsMessage) {
        var out = new ByteWriter(yProtocolsMessage.length + key.length() + 8);
        out.writeVarString(key);
        out.writeBytes(yProtocolsMessage);
        return out.toByteArray();
    }

    static byte[] authenticated(String key, Role role) {
        return auth(key, AUTHENTICATED, role.mayEdit() ? "read-write" : "readonly");
    }

    static byte[] permissionDenied(String key, String reason) {
        return auth(key, PERMISSION_DENIED, reason);
    }

    private static byte[] auth(String key, int kind, String text) {
        var out = new ByteWriter();
        out.writeVarString(key);
        out.writeVarUint(AUTH);
        out.writeVarUint(kind);
        out.writeVarString(text);
        return out.toByteArray();
    }

    static byte[] syncStatus(String key, boolean isStored) {
        var out = new ByteWriter();
        out.writeVarString(key);
        out.writeVarUint(SYNC_STATUS);
        out.writeVarUint(isStored ? 1 : 0);
        return out.toByteArray();
    }

    static byte[] close(String key, String reason) {
        var out = new ByteWriter();
        out.writeVarString(key);
        out.writeVarUint(CLOSE);
        out.writeVarString(reason);
        return out.toByteArray();
    }
}
