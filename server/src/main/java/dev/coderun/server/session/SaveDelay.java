package dev.coderun.server.session;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Since when something of a session waits to be stored or acknowledged. Gathered by anybody, taken by the committer's
/// thread alone, read by anybody.
final class SaveDelay {

    /// What [System#nanoTime] does not answer.
    private static final long NEVER = Long.MIN_VALUE;

    private final AtomicLong gatheringSince = new AtomicLong(NEVER);
    private volatile long storingSince = NEVER;

    /// True if nothing had gathered before.
    boolean gathered(long nowNanos) {
        return gatheringSince.compareAndSet(NEVER, nowNanos);
    }

    /// What has gathered is on its way from here on, and with it all that comes until the next call. Answers since when
    /// it had gathered.
    long taken(long nowNanos) {
        long since = gatheringSince.getAndSet(NEVER);
        return since == NEVER ? nowNanos : since;
    }

    void storing(long sinceNanos) {
        storingSince = sinceNanos;
    }

    void stored() {
        storingSince = NEVER;
    }

    boolean isLongerThan(Duration patience, long nowNanos) {
        return isOlder(storingSince, patience, nowNanos)
                || isOlder(gatheringSince.get(), patience, nowNanos);
    }

    private static boolean isOlder(long sinceNanos, Duration patience, long nowNanos) {
        return sinceNanos != NEVER && nowNanos - sinceNanos > patience.toNanos();
    }
}
