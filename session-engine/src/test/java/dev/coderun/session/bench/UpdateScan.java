package dev.coderun.session.bench;

/// Reads the structs and deletions of v1 updates of texts and keeps only counts: the least that receiving costs.
final class UpdateScan {
    private static final int GARBAGE = 0;
    private static final int DELETED = 1;
    private static final int STRING = 4;
    private static final int SKIP = 10;
    private static final int HAS_ORIGIN = 0x80;
    private static final int HAS_RIGHT_ORIGIN = 0x40;
    private static final int HAS_PARENT_KEY = 0x20;
    private static final int CONTENT = 0x1f;

    private byte[] bytes = {};
    private int at;
    private long textUnits;
    private long deletedUnits;

    /// UTF-16 units of all strings so far.
    long textUnits() {
        return textUnits;
    }

    /// Units of all deletions so far.
    long deletedUnits() {
        return deletedUnits;
    }

    void read(byte[] update) {
        bytes = update;
        at = 0;
        for (long clients = number(); clients > 0; clients--) {
            long structs = number();
            number();
            number();
            for (; structs > 0; structs--) {
                struct();
            }
        }
        for (long clients = number(); clients > 0; clients--) {
            number();
            for (long ranges = number(); ranges > 0; ranges--) {
                number();
                deletedUnits += number();
            }
        }
    }

    private void struct() {
        int info = bytes[at++];
        int content = info & CONTENT;
        if (content == GARBAGE || content == SKIP) {
            number();
            return;
        }
        if ((info & HAS_ORIGIN) != 0) {
            number();
            number();
        }
        if ((info & HAS_RIGHT_ORIGIN) != 0) {
            number();
            number();
        }
        if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) == 0) {
            parent(info);
        }
        switch (content) {
            case DELETED -> number();
            case STRING -> textUnits += string();
            default -> throw new WrongResultException("only texts are scanned, not " + content);
        }
    }

    private void parent(int info) {
        if (number() == 1) {
            string();
        } else {
            number();
            number();
        }
        if ((info & HAS_PARENT_KEY) != 0) {
            string();
        }
    }

    private int string() {
        int bytesLong = (int) number();
        int end = at + bytesLong;
        int units = 0;
        while (at < end) {
            int first = bytes[at++] & 0xff;
            // Continuation bytes bring nothing, four bytes are a pair of surrogates.
            units += first >= 0xf0 ? 2 : (first & 0xc0) != 0x80 ? 1 : 0;
        }
        return units;
    }

    private long number() {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            number |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }
}
