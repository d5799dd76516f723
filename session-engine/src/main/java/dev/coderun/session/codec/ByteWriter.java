package dev.coderun.session.codec;

import java.util.Arrays;

/// A growing byte array that writes lib0 primitives.
public final class ByteWriter {
    private byte[] bytes;
    private int size;

    public ByteWriter() {
        this(64);
    }

    public ByteWriter(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /// Makes room for `count` more bytes.
    public void ensure(int count) {
        if (bytes.length - size < count) {
            bytes =
                    Arrays.copyOf(
                            bytes, Math.max(size + count, bytes.length + (bytes.length >> 1)));
        }
    }

    public void writeUint8(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    public void writeVarUint(long value) {
        ensure(9);
        byte[] to = bytes;
        int at = size;
        long rest = value;
        while (rest > 0x7f) {
            to[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[at++] = (byte) rest;
        size = at;
    }

    public void writeVarInt(long value) {
        writeSigned(Math.abs(value), value < 0);
    }

    /// -0, which JavaScript tells apart from 0.
    public void writeNegativeZero() {
        writeUint8(0x40);
    }

    private void writeSigned(long magnitude, boolean negative) {
        ensure(10);
        long rest = magnitude >>> 6;
        int first = (int) (magnitude & 0x3f) | (negative ? 0x40 : 0);
        bytes[size++] = (byte) (rest == 0 ? first : first | 0x80);
        while (rest > 0) {
            long next = rest >>> 7;
            bytes[size++] = (byte) (next == 0 ? rest : rest | 0x80);
            rest = next;
        }
    }

    public void writeInt32(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            writeUint8(value >>> shift);
        }
    }

    public void writeInt64(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            writeUint8((int) (value >>> shift));
        }
    }

    public void writeBytes(byte[] source, int start, int length) {
        ensure(length);
        System.arraycopy(source, start, bytes, size, length);
        size += length;
    }

    public void writeBytes(byte[] source) {
        writeBytes(source, 0, source.length);
    }

    public void writeVarBytes(byte[] source) {
        writeVarUint(source.length);
        writeBytes(source);
    }

    public void writeVarString(CharSequence text) {
        int utf8Length = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                utf8Length++;
            } else if (unit < 0x800) {
                utf8Length += 2;
            } else if (isPair(text, i)) {
                utf8Length += 4;
                i++;
            } else {
                utf8Length += 3;
            }
        }
        writeVarUint(utf8Length);
        writeUtf8(text);
    }

    /// A lone surrogate is written as U+FFFD, as browsers do.
    private void writeUtf8(CharSequence text) {
        int length = text.length();
        ensure(length * 3);
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                bytes[size++] = (byte) unit;
            } else if (unit < 0x800) {
                bytes[size++] = (byte) (0xc0 | unit >> 6);
                bytes[size++] = (byte) (0x80 | (unit & 0x3f));
            } else if (isPair(text, i)) {
                int codePoint = Character.toCodePoint(unit, text.charAt(++i));
                bytes[size++] = (byte) (0xf0 | codePoint >> 18);
                bytes[size++] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
                bytes[size++] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
                bytes[size++] = (byte) (0x80 | (codePoint & 0x3f));
            } else {
                int written = Character.isSurrogate(unit) ? 0xfffd : unit;
                bytes[size++] = (byte) (0xe0 | written >> 12);
                bytes[size++] = (byte) (0x80 | (written >> 6 & 0x3f));
                bytes[size++] = (byte) (0x80 | (written & 0x3f));
            }
        }
    }

    private static boolean isPair(CharSequence text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
    }
}
