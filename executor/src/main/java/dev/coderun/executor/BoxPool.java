package dev.coderun.executor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Started boxes of one kind that wait to be taken. Empty until one is first taken; then as many are kept ahead as were taken
/// in the last minute, within bounds, and opened in the background. What nobody takes for ten minutes goes.
public final class BoxPool<B extends Box> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BoxPool.class.getName());

    /// How far back it looks for how many are needed.
    static final Duration DEMAND_WINDOW = Duration.ofMinutes(1);

    /// After so long without a taker nothing waits any more.
    static final Duration IDLE = Duration.ofMinutes(10);

    private final int atLeast;
    private final int atMost;
    private final LongSupplier nanoTime;
    private final Supplier<B> opener;
    private final Executor background;

    // All guarded by `this`.
    private final Deque<B> ready = new ArrayDeque<>();
    private final Deque<Long> takes = new ArrayDeque<>(); // The last ones, at most `atMost`.
    private int opening;
    private boolean closed;

    /// @param atLeast how many wait while there is any demand
    /// @param atMost how many wait at most; with 0 nothing is opened ahead
    public BoxPool(
            int atLeast,
            int atMost,
            Supplier<B> opener,
            Executor background,
            LongSupplier nanoTime) {
        this.atLeast = atLeast;
        this.atMost = atMost;
        this.nanoTime = nanoTime;
        this.opener = opener;
        this.background = background;
    }

    /// A box that waited, or else one opened now; whatever the opener throws then.
    public B take() {
        noteTake();
        var waited = takeWaiting();
        refill();
        return waited.isEmpty() ? opener.get() : waited.getFirst();
    }

    /// Closes what nobody wants any more; to be called now and then.
    public void tend() {
        var unwanted = new ArrayList<B>();
        synchronized (this) {
            boolean idle =
                    takes.isEmpty() || nanoTime.getAsLong() - takes.getLast() > IDLE.toNanos();
            int kept = idle ? 0 : wanted();
            while (ready.size() > kept) {
                unwanted.add(ready.removeFirst());
            }
        }
        unwanted.forEach(Box::close);
    }

    private synchronized void noteTake() {
        takes.addLast(nanoTime.getAsLong());
        if (takes.size() > Math.max(1, atMost)) {
            takes.removeFirst();
        }
    }

    private synchronized int wanted() {
        long since = nanoTime.getAsLong() - DEMAND_WINDOW.toNanos();
        int lately = (int) takes.stream().filter(time -> time - since >= 0).count();
        return Math.clamp(lately, Math.min(atLeast, atMost), atMost);
    }

    public synchronized int waiting() {
        return ready.size();
    }

    /// Closes what waits, and whatever is still being opened when it is there.
    @Override
    public void close() {
        List<B> left;
        synchronized (this) {
            closed = true;
            left = new ArrayList<>(ready);
            ready.clear();
        }
        left.forEach(Box::close);
    }

    private List<B> takeWaiting() {
        var dead = new ArrayList<B>();
        var taken = new ArrayList<B>();
        synchronized (this) {
            while (taken.isEmpty() && !ready.isEmpty()) {
                var box = ready.removeFirst();
                (box.reusable() ? taken : dead).add(box);
            }
        }
        dead.forEach(Box::close);
        return taken;
    }

    private void refill() {
        int missing;
        synchronized (this) {
            missing = closed ? 0 : wanted() - ready.size() - opening;
            opening += Math.max(0, missing);
        }
        for (int i = 0; i < missing; i++) {
            try {
                background.execute(this::openOne);
            } catch (RejectedExecutionException _) { // The sandbox is being closed.
                opened(List.of());
            }
        }
    }

    private void openOne() {
        try {
            opened(List.of(opener.get()));
        } catch (SandboxFailed e) {
            LOG.log(Level.INFO, "No box could be started ahead: {0}", e.getMessage());
            opened(List.of());
        }
    }

    private void opened(List<B> boxes) {
        boolean late;
        synchronized (this) {
            opening--;
            late = closed;
            if (!late) {
                ready.addAll(boxes);
            }
        }
        if (late) {
            boxes.forEach(Box::close);
        }
    }
}
