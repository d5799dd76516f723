package dev.coderun.server.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts what comes in into whole frames, and refuses from a frame's header what is unmasked or too big, before any room
/// is made for it. Whole binary messages are handed on unmasked, compressed ones inflated; every other frame goes on as it
/// came, for Tyrus. Used by the connection's own thread alone.
final class Framer {

    /// Takes what the framer found, in order.
    interface Sink {
        void message(byte[] message);

        void frame(int opcode, ByteBuffer wholeFrame);
    }

    private static final int MAX_HEADER_BYTES = 14;

    /// A frame's room grows with what has arrived, not with what its header promised.
    private static final int FIRST_ROOM_BYTES = 8 * 1024;

    private int maxMessageBytes;
    private final boolean inflates;
    private final Sink sink;

    private byte[] partial = new byte[FIRST_ROOM_BYTES];
    private int partialLength;

    /// The bytes of a fragmented message so far; -1 outside one.
    private long fragmentedBytes = -1;

    /// What has come of a compressed message in fragments, and of which kind it is; null outside one.
    private @Nullable ByteArrayOutputStream compressed;

    private int compressedOpcode;

    /// @param inflates whether compressed messages were agreed upon; if not they are broken frames
    Framer(int maxMessageBytes, boolean inflates, Sink sink) {
        this.maxMessageBytes = maxMessageBytes;
        this.inflates = inflates;
        this.sink = sink;
    }

    void maxMessageBytes(int bytes) {
        maxMessageBytes = bytes;
    }

    /// Throws [BrokenFrameException] for what ends the connection; nothing may be accepted afterwards.
    void accept(byte[] chunk) {
        int at = 0;
        while (at < chunk.length) {
            if (partialLength == 0) {
                int frameBytes = frameBytes(chunk, at, chunk.length - at);
                if (frameBytes > 0 && frameBytes <= chunk.length - at) {
                    handOn(chunk, at, frameBytes);
                    at += frameBytes;
                    continue;
                }
            }
            at += collect(chunk, at);
        }
    }

    /// Adds to the frame that has begun, and says how many bytes of the chunk it took.
    private int collect(byte[] chunk, int at) {
        int known = frameBytes(partial, 0, partialLength);
        int missing =
                (known > 0 ? known : Math.min(partialLength + 1, MAX_HEADER_BYTES)) - partialLength;
        int taken = Math.min(missing, chunk.length - at);
        if (partialLength + taken > partial.length) {
            int room = Math.max(partialLength + taken, partial.length * 2);
            partial = Arrays.copyOf(partial, room);
        }
        System.arraycopy(chunk, at, partial, partialLength, taken);
        partialLength += taken;
        if (frameBytes(partial, 0, partialLength) == partialLength) {
            handOn(partial, 0, partialLength);
            partialLength = 0;
            if (partial.length > FIRST_ROOM_BYTES) {
                partial = new byte[FIRST_ROOM_BYTES];
            }
        }
        return taken;
    }

    /// The length of the frame that begins here, header included; 0 if its header is not complete yet.
    private int frameBytes(byte[] bytes, int at, int available) {
        if (available < 2) {
            return 0;
        }
        if ((bytes[at + 1] & Frames.MASKED) == 0) {
            throw new BrokenFrameException(1002, "a client's frames must be masked");
        }
        int headerBytes = headerBytes(bytes[at + 1]);
        if (available < headerBytes - Frames.MASK_BYTES) {
            return 0;
        }
        long payloadBytes = payloadBytes(bytes, at);
        if (payloadBytes < 0) {
            throw new BrokenFrameException(1002, "a frame of negative length");
        }
        long messageBytes = payloadBytes + (isData(bytes[at]) ? Math.max(0, fragmentedBytes) : 0);
        if (messageBytes > maxMessageBytes) {
            throw new BrokenFrameException(1009, "too big: at most " + maxMessageBytes + " bytes");
        }
        return available < headerBytes ? 0 : headerBytes + (int) payloadBytes;
    }

    private void handOn(byte[] bytes, int at, int frameBytes) {
        byte first = bytes[at];
        int headerBytes = headerBytes(bytes[at + 1]);
        int payloadBytes = frameBytes - headerBytes;
        boolean isFinal = (first & Frames.FINAL) != 0;
        boolean isOutsideFragments = fragmentedBytes < 0;
        if (isData(first)) {
            fragmentedBytes = isFinal ? -1 : Math.max(0, fragmentedBytes) + payloadBytes;
        }
        if (isOutsideFragments && (first & 0xff) == (Frames.FINAL | Frames.BINARY)) {
            sink.message(unmasked(bytes, at + headerBytes, payloadBytes));
        } else if (isData(first) && isCompressed(first, isOutsideFragments)) {
            collectCompressed(first, unmasked(bytes, at + headerBytes, payloadBytes));
        } else {
            sink.frame(
                    Frames.opcode(first),
                    ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, at + frameBytes)));
        }
    }

    private boolean isCompressed(byte first, boolean isOutsideFragments) {
        boolean beginsOne =
                inflates
                        && isOutsideFragments
                        && (first & Frames.RESERVED_BITS) == Frames.COMPRESSED
                        && Frames.opcode(first) != Frames.CONTINUATION;
        return beginsOne || compressed != null;
    }

    private void collectCompressed(byte first, byte[] payload) {
        var collected = compressed;
        if (collected == null) {
            collected = new ByteArrayOutputStream(payload.length);
            compressedOpcode = Frames.opcode(first);
        } else if ((first & ~Frames.FINAL & 0xff) != Frames.CONTINUATION) {
            throw new BrokenFrameException(1002, "a message inside another one");
        }
        collected.writeBytes(payload);
        compressed = collected;
        if ((first & Frames.FINAL) == 0) {
            return;
        }
        compressed = null;
        var message = MessageInflater.inflate(collected.toByteArray(), maxMessageBytes);
        if (compressedOpcode == Frames.BINARY) {
            sink.message(message);
        } else {
            // Tyrus checks that it is text.
            sink.frame(
                    compressedOpcode,
                    ByteBuffer.wrap(Frames.maskedWithZeros(compressedOpcode, message)));
        }
    }

    private static byte[] unmasked(byte[] bytes, int payloadAt, int length) {
        var message = new byte[length];
        int maskAt = payloadAt - Frames.MASK_BYTES;
        for (int i = 0; i < length; i++) {
            message[i] = (byte) (bytes[payloadAt + i] ^ bytes[maskAt + (i & 3)]);
        }
        return message;
    }

    private static boolean isData(byte first) {
        return Frames.opcode(first) < Frames.CLOSE;
    }

    private static int headerBytes(byte second) {
        int length = second & 0x7f;
        return 2 + Frames.MASK_BYTES + (length == 127 ? 8 : length == 126 ? 2 : 0);
    }

    private static long payloadBytes(byte[] bytes, int at) {
        int length = bytes[at + 1] & 0x7f;
        int lengthBytes = length == 127 ? 8 : length == 126 ? 2 : 0;
        long payloadBytes = lengthBytes == 0 ? length : 0;
        for (int i = 0; i < lengthBytes; i++) {
            payloadBytes = (payloadBytes << 8) | (bytes[at + 2 + i] & 0xff);
        }
        return payloadBytes;
    }
}
