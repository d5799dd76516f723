package dev.coderun.parked;

import java.util.LinkedHashMap;

/// Sees to it that no test takes too long: tells where it is, and ends the process, since nothing else ends a thread.
final class TestClock {
    private final Teller teller;
    private final Sources sources;
    private final long millis;

    // All guarded by `this`.
    private String test = "";
    private long sinceNanos;
    private Thread thread;
    private boolean watched;

    TestClock(Teller teller, Sources sources, long millis) {
        this.teller = teller;
        this.sources = sources;
        this.millis = millis;
    }

    synchronized void start(String id) {
        test = id;
        sinceNanos = System.nanoTime();
        thread = Thread.currentThread();
        if (!watched) {
            watched = true;
            Thread.ofPlatform().daemon().name("test-clock").start(this::watch);
        }
        notifyAll();
    }

    /// How many microseconds the test took.
    synchronized long stop() {
        test = "";
        return (System.nanoTime() - sinceNanos) / 1000;
    }

    private synchronized void watch() {
        try {
            while (true) {
                long left = millis - (System.nanoTime() - sinceNanos) / 1_000_000;
                if (test.isEmpty()) {
                    wait();
                } else if (left > 0) {
                    wait(left);
                } else {
                    end();
                }
            }
        } catch (InterruptedException e) {
            // A test that does this to threads which are not its own is watched from outside alone.
        }
    }

    private void end() {
        var message = "It ran for longer than %s s.".formatted(millis % 1000 == 0 ? millis / 1000 : millis / 1000.0);
        var told = new LinkedHashMap<>(sources.told("timeout", message, callsNow()));
        told.put("id", test);
        told.put("micros", stop());
        teller.tell("ended", told);
        Runtime.getRuntime().halt(1);
    }

    private StackTraceElement[] callsNow() {
        return Threads.now(thread).stream()
                .map(Threads.Calls::frames)
                .filter(sources::areNamed)
                .findFirst()
                .orElseGet(() -> new StackTraceElement[0]);
    }
}
