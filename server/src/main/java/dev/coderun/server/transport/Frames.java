package dev.coderun.server.transport;

import java.nio.charset.StandardCharsets;

/// The few frames of RFC 6455 that the server makes itself. What a server sends is not masked.
final class Frames {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    static final int FINAL = 0x80;
    static final int RESERVED_BITS = 0x70;

    /// The first reserved bit: by permessage-deflate, the message is compressed.
    static final int COMPRESSED = 0x40;

    static final int MASKED = 0x80;
    static final int MASK_BYTES = 4;

    /// The longest reason that fits a control frame of 125 bytes beside its code.
    static final int MAX_REASON_BYTES = 123;

    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;

    private Frames() {}

    static int opcode(byte firstByte) {
        return firstByte & 0x0f;
    }

    static int headerBytes(int length) {
        return length < LENGTH_IN_16_BITS ? 2 : length <= 0xffff ? 4 : 10;
    }

    /// Writes the header of a whole binary message, and says where its payload begins.
    static int writeBinaryHeader(byte[] target, int at, int length) {
        target[at] = (byte) (FINAL | BINARY);
        if (length < LENGTH_IN_16_BITS) {
            target[at + 1] = (byte) length;
            return at + 2;
        }
        if (length <= 0xffff) {
            target[at + 1] = (byte) LENGTH_IN_16_BITS;
            target[at + 2] = (byte) (length >> 8);
            target[at + 3] = (byte) length;
            return at + 4;
        }
        target[at + 1] = (byte) LENGTH_IN_64_BITS;
        for (int i = 0; i < 8; i++) {
            target[at + 2 + i] = i < 4 ? 0 : (byte) (length >> (8 * (7 - i)));
        }
        return at + 10;
    }

    /// A whole text message.
    static byte[] text(String message) {
        var payload = message.getBytes(StandardCharsets.UTF_8);
        var frame = new byte[headerBytes(payload.length) + payload.length];
        int start = writeBinaryHeader(frame, 0, payload.length);
        frame[0] = (byte) (FINAL | TEXT);
        System.arraycopy(payload, 0, frame, start, payload.length);
        return frame;
    }

    /// A whole message as a client would send it, with a mask that changes nothing.
    static byte[] maskedWithZeros(int opcode, byte[] payload) {
        int headerBytes = headerBytes(payload.length);
        var frame = new byte[headerBytes + MASK_BYTES + payload.length];
        writeBinaryHeader(frame, 0, payload.length);
        frame[0] = (byte) (FINAL | opcode);
        frame[1] |= (byte) MASKED;
        System.arraycopy(payload, 0, frame, headerBytes + MASK_BYTES, payload.length);
        return frame;
    }

    static byte[] ping() {
        return new byte[] {(byte) (FINAL | PING), 0};
    }

    static byte[] close(int code, String reason) {
        var text = reason.getBytes(StandardCharsets.UTF_8);
        if (text.length > MAX_REASON_BYTES) {
            throw new IllegalArgumentException("a reason of " + text.length + " bytes");
        }
        var frame = new byte[4 + text.length];
        frame[0] = (byte) (FINAL | CLOSE);
        frame[1] = (byte) (2 + text.length);
        frame[2] = (byte) (code >> 8);
        frame[3] = (byte) code;
        System.arraycopy(text, 0, frame, 4, text.length);
        return frame;
    }
}
