package dev.coderun.session.crdt;

import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The text one client has written, in the order of its clocks, so that neighbours by clock are neighbours here. One byte
/// a unit until the first character above U+00FF.
final class TextBuffer {
    private static final byte[] EMPTY = new byte[0];
    private static final char[] EMPTY_WIDE = new char[0];
    private static final char REPLACEMENT = '\ufffd';

    private byte[] narrow = EMPTY;
    private char[] wide = EMPTY_WIDE;
    private boolean isWide;
    private boolean isAscii = true;
    private int length;

    int length() {
        return length;
    }

    void trim() {
        if (isWide) {
            wide = Arrays.copyOf(wide, length);
        } else {
            narrow = Arrays.copyOf(narrow, length);
        }
    }

    boolean isWide() {
        return isWide;
    }

    /// Appends UTF-8, leaving out the first `skipped` UTF-16 units of it.
    void appendUtf8(byte[] source, int start, int byteLength, boolean isAsciiToo, int skipped) {
        if (!isWide && isAsciiToo) {
            int count = byteLength - skipped;
            ensureNarrow(count);
            System.arraycopy(source, start + skipped, narrow, length, count);
            length += count;
        } else {
            append(tail(Utf8.decode(source, start, byteLength), skipped));
        }
    }

    /// Text without its first `skipped` units; a surrogate pair that this tears apart ends in U+FFFD, as in Yjs.
    static String tail(String text, int skipped) {
        String tail = text.substring(skipped);
        return skipped > 0 && Character.isHighSurrogate(text.charAt(skipped - 1))
                ? REPLACEMENT + tail.substring(1)
                : tail;
    }

    void append(String text) {
        int count = text.length();
        int used = bitsUsed(text);
        isAscii &= used <= 0x7f;
        if (!isWide && used <= 0xff) {
            ensureNarrow(count);
            for (int i = 0; i < count; i++) {
                narrow[length + i] = (byte) text.charAt(i);
            }
        } else {
            widen();
            ensureWide(count);
            text.getChars(0, count, wide, length);
        }
        length += count;
    }

    /// The bits that are set in any of the units.
    private static int bitsUsed(String text) {
        int bits = 0;
        for (int i = 0; i < text.length(); i++) {
            bits |= text.charAt(i);
        }
        return bits;
    }

    char charAt(int offset) {
        return isWide ? wide[offset] : (char) (narrow[offset] & 0xff);
    }

    /// Both halves of a surrogate pair that a split tore apart become U+FFFD, as in Yjs. True if there was one.
    boolean repairTornPair(int offsetOfRight) {
        if (!isWide || !Character.isHighSurrogate(wide[offsetOfRight - 1])) {
            return false;
        }
        wide[offsetOfRight - 1] = REPLACEMENT;
        wide[offsetOfRight] = REPLACEMENT;
        return true;
    }

    void appendTo(StringBuilder out, int offset, int count) {
        if (isWide) {
            out.append(wide, offset, count);
        } else {
            out.append(new String(narrow, offset, count, StandardCharsets.ISO_8859_1));
        }
    }

    /// Copies units as Latin-1; only while the buffer is not wide.
    void copyNarrow(int offset, byte[] target, int at, int count) {
        System.arraycopy(narrow, offset, target, at, count);
    }

    void writeTo(ByteWriter out, int offset, int count) {
        if (isAscii || (!isWide && Utf8.isAscii(narrow, offset, count))) {
            out.writeVarUint(count);
            out.writeBytes(narrow, offset, count);
        } else {
            out.writeVarString(substring(offset, count));
        }
    }

    String substring(int offset, int count) {
        return isWide
                ? new String(wide, offset, count)
                : new String(narrow, offset, count, StandardCharsets.ISO_8859_1);
    }

    private void ensureNarrow(int more) {
        if (narrow.length - length < more) {
            narrow = Arrays.copyOf(narrow, grown(narrow.length, more));
        }
    }

    private void ensureWide(int more) {
        if (wide.length - length < more) {
            wide = Arrays.copyOf(wide, grown(wide.length, more));
        }
    }

    private int grown(int capacity, int more) {
        return Math.max(length + more, capacity + (capacity >> 1));
    }

    private void widen() {
        if (!isWide) {
            isWide = true;
            wide = new char[Math.max(length, narrow.length)];
            for (int i = 0; i < length; i++) {
                wide[i] = (char) (narrow[i] & 0xff);
            }
            narrow = EMPTY;
        }
    }
}
