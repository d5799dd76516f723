package dev.coderun.server.web;

/// How fast something may go on: a burst at once, then so much a second. Not for several threads.
public final class Pace {

    private static final long NANOS = 1_000_000_000L;

    private final double perSecond;
    private final double burst;

    private double left;
    private long lastNanos;

    /// @param burst what may come at once after a rest
    public Pace(double perSecond, double burst, long nowNanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.left = burst;
        this.lastNanos = nowNanos;
    }

    /// Takes so much, and says for how many nanoseconds whoever took it has to rest: 0 while it is within the pace.
    public long take(double amount, long nowNanos) {
        left = Math.min(burst, left + (nowNanos - lastNanos) * perSecond / NANOS);
        lastNanos = nowNanos;
        left -= amount;
        return left >= 0 ? 0 : (long) (-left * NANOS / perSecond);
    }

    /// Whether so much is within the pace; only then it is taken.
    public boolean tryTake(double amount, long nowNanos) {
        if (take(amount, nowNanos) == 0) {
            return true;
        }
        left += amount;
        return false;
    }

    /// Whether all that was taken has been made up for, so that a new one would be no different.
    public boolean isRested(long nowNanos) {
        return left + (nowNanos - lastNanos) * perSecond / NANOS >= burst;
    }
}
