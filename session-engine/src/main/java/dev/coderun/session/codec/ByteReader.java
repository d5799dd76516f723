package dev.coderun.session.codec;

import java.util.Arrays;

/// Reads lib0 primitives from a stretch of a byte array, checking every bound before it reads or allocates.
public final class ByteReader {
    /// The largest whole number that JavaScript holds exactly, and thus the largest that lib0 writes.
    public static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private final byte[] bytes;
    private final int end;
    private int position;

    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int position() {
        return position;
    }

    public void position(int newPosition) {
        position = newPosition;
    }

    public int remaining() {
        return end - position;
    }

    public boolean hasMore() {
        return position < end;
    }

    public int readUint8() {
        if (position >= end) {
            throw truncated();
        }
        return bytes[position++] & 0xff;
    }

    /// An unsigned number below 2^53.
    public long readVarUint() {
        if (position < end) {
            byte first = bytes[position];
            if (first >= 0) {
                position++;
                return first;
            }
        }
        return readLongVarUint();
    }

    /// Numbers of up to five bytes, which is nearly all (client ids have five), without a loop; -1 if it has more.
    private long readFewBytes() {
        byte[] from = bytes;
        int at = position;
        int value = (from[at] & 0x7f) | (from[at + 1] & 0x7f) << 7;
        if (from[at + 1] >= 0) {
            position = at + 2;
            return value;
        }
        value |= (from[at + 2] & 0x7f) << 14;
        if (from[at + 2] >= 0) {
            position = at + 3;
            return value;
        }
        value |= (from[at + 3] & 0x7f) << 21;
        if (from[at + 3] >= 0) {
            position = at + 4;
            return value;
        }
        if (from[at + 4] >= 0) {
            position = at + 5;
            return value | (long) from[at + 4] << 28;
        }
        return -1;
    }

    private long readLongVarUint() {
        if (end - position >= 5) {
            long few = readFewBytes();
            if (few >= 0) {
                return few;
            }
        }
        long value = 0;
        for (int shift = 0; shift <= 49; shift += 7) {
            int next = readUint8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                if (value > MAX_SAFE_INTEGER) {
                    break;
                }
                return value;
            }
        }
        throw new MalformedInputException("number above 2^53");
    }

    /// An unsigned number that fits an `int`: a clock, a length, a count.
    public int readVarUint31() {
        if (position < end) {
            byte first = bytes[position];
            if (first >= 0) {
                position++;
                return first;
            }
        }
        long value = readLongVarUint();
        if (value > Integer.MAX_VALUE) {
            throw new MalformedInputException("number above 2^31");
        }
        return (int) value;
    }

    /// A count of things that take at least `bytesEach` bytes, checked against what is left, so that a caller may
    /// allocate by it.
    public int readCount(int bytesEach) {
        int count = readVarUint31();
        if (count > remaining() / bytesEach) {
            throw new MalformedInputException("count beyond the end of the input");
        }
        return count;
    }

    /// A signed number by magnitude: a `Long`, or the `Double` -0.0, which lib0 tells apart from 0.
    public Number readVarInt() {
        int first = readUint8();
        boolean negative = (first & 0x40) != 0;
        long magnitude = first & 0x3f;
        boolean more = first >= 0x80;
        for (int shift = 6; more; shift += 7) {
            if (shift > 55) {
                throw new MalformedInputException("number above 2^53");
            }
            int next = readUint8();
            magnitude |= (long) (next & 0x7f) << shift;
            more = next >= 0x80;
        }
        if (magnitude > MAX_SAFE_INTEGER) {
            throw new MalformedInputException("number above 2^53");
        }
        if (!negative) {
            return magnitude;
        }
        return magnitude == 0 ? (Number) (-0.0) : (Number) (-magnitude);
    }

    public long readInt64() {
        if (remaining() < Long.BYTES) {
            throw truncated();
        }
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | (bytes[position++] & 0xff);
        }
        return value;
    }

    public int readInt32() {
        if (remaining() < Integer.BYTES) {
            throw truncated();
        }
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = value << 8 | (bytes[position++] & 0xff);
        }
        return value;
    }

    /// A length that is followed by as many bytes; leaves the reader before the first of them.
    public int readByteLength() {
        int length = readVarUint31();
        if (length > remaining()) {
            throw truncated();
        }
        return length;
    }

    public byte[] readVarBytes() {
        int length = readByteLength();
        byte[] copy = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return copy;
    }

    /// Text as UTF-8; each malformed part becomes U+FFFD, as in browsers.
    public String readVarString() {
        int length = readByteLength();
        String text = Utf8.decode(bytes, position, length);
        position += length;
        return text;
    }

    public void skip(int count) {
        if (count > remaining()) {
            throw truncated();
        }
        position += count;
    }

    private static MalformedInputException truncated() {
        return new MalformedInputException("input ends too early");
    }
}
