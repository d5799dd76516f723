package dev.coderun.server.livetest;

import java.time.Instant;

/// What time it is, for people and for measuring.
interface LiveTestClock {
    Instant instant();

    long nanos();

    static LiveTestClock system() {
        return new LiveTestClock() {
            @Override
            public Instant instant() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
