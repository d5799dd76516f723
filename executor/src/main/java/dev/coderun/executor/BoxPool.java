package dev.coderun.executor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Started boxes of one language that wait to be taken. Empty until the language is first used; then it keeps as many
/// ahead as it was told, opening the next ones in the background.
public final class BoxPool<B extends Box> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BoxPool.class.getName());

    private final int ahead;
    private final Supplier<B> opener;
    private final Executor background;

    // All guarded by `this`.
    private final Deque<B> ready = new ArrayDeque<>();
    private int opening;
    private boolean closed;

    public BoxPool(int ahead, Supplier<B> opener, Executor background) {
        this.ahead = ahead;
        this.opener = opener;
        this.background = background;
    }

    /// A box that waited, or else one opened now; whatever the opener throws then.
    public B take() {
        var waited = takeWaiting();
        refill();
        return waited.isEmpty() ? opener.get() : waited.getFirst();
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
            missing = closed ? 0 : ahead - ready.size() - opening;
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
