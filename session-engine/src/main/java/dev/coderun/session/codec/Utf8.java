package dev.coderun.session.codec;

import java.nio.charset.StandardCharsets;

/// Reads UTF-8 as browsers do, to the very number of UTF-16 units, since clocks count these.
public final class Utf8 {
    private static final char REPLACEMENT = '\ufffd';

    private Utf8() {}

    public static boolean isAscii(byte[] bytes, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /// How many UTF-16 units [#decode] would give.
    public static int units(byte[] bytes, int start, int length) {
        return isAscii(bytes, start, length) ? length : decode(bytes, start, length).length();
    }

    /// Each maximal malformed part becomes one U+FFFD.
    public static String decode(byte[] bytes, int start, int length) {
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        // Java is more generous with replacements for encoded surrogates than browsers are.
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeMalformed(bytes, start, start + length);
    }

    private static String decodeMalformed(byte[] bytes, int start, int end) {
        var text = new StringBuilder(end - start);
        int at = start;
        while (at < end) {
            int lead = bytes[at++] & 0xff;
            int more = continuations(lead);
            if (more == 0) {
                text.append(lead < 0x80 ? (char) lead : REPLACEMENT);
                continue;
            }
            int codePoint = lead & (0x3f >> more);
            int lowest = lowestSecond(lead);
            int highest = highestSecond(lead);
            while (more > 0
                    && at < end
                    && (bytes[at] & 0xff) >= lowest
                    && (bytes[at] & 0xff) <= highest) {
                codePoint = codePoint << 6 | (bytes[at++] & 0x3f);
                lowest = 0x80;
                highest = 0xbf;
                more--;
            }
            text.appendCodePoint(more == 0 ? codePoint : REPLACEMENT);
        }
        return text.toString();
    }

    private static int continuations(int lead) {
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        return lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    }

    /// Overlong forms, surrogates and what lies above U+10FFFF show in the second byte.
    private static int lowestSecond(int lead) {
        return lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    }

    private static int highestSecond(int lead) {
        return lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    }
}
