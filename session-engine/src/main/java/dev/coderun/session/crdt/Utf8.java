package dev.coderun.session.crdt;

import java.nio.charset.StandardCharsets;

/// How long UTF-8 is in UTF-16 units.
final class Utf8 {
    private Utf8() {}

    static int units(byte[] bytes, int start, int length) {
        return isAscii(bytes, start, length)
                ? length
                : new String(bytes, start, length, StandardCharsets.UTF_8).length();
    }

    static boolean isAscii(byte[] bytes, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
