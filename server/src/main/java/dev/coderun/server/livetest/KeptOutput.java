package dev.coderun.server.livetest;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Cuts what the tests of one round print to what is told of it. Used by one thread.
final class KeptOutput {
    private final int maxBytes;
    private long room;

    /// The beginnings of what a test printed.
    ///
    /// @param cut whether there was more
    record Texts(String stdout, String stderr, boolean cut) {
        static final Texts NOTHING = new Texts("", "", false);
    }

    /// @param maxBytes of each stream
    KeptOutput(int maxBytes) {
        this.maxBytes = maxBytes;
        room = (long) LiveTestSettings.FULL_OUTPUTS * maxBytes;
    }

    Texts of(byte[] stdout, byte[] stderr) {
        int out = take(stdout);
        int errors = take(stderr);
        return new Texts(
                new String(stdout, 0, out, UTF_8),
                new String(stderr, 0, errors, UTF_8),
                out < stdout.length || errors < stderr.length);
    }

    private int take(byte[] bytes) {
        int taken = (int) Math.min(Math.min(bytes.length, maxBytes), room);
        room -= taken;
        return taken;
    }
}
