package dev.coderun.server.web;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// So many of something at once, and no more, for each address, user or session.
public final class Quota {

    private final int max;
    private final ConcurrentHashMap<String, Integer> held = new ConcurrentHashMap<>();

    public Quota(int max) {
        this.max = max;
    }

    /// One more; empty if there are as many as there may be. Whoever gets it gives it back, once.
    public Optional<Share> take(String holder) {
        var before = new int[1];
        held.compute(
                holder,
                (_, count) -> {
                    before[0] = count == null ? 0 : count;
                    return Math.min(before[0] + 1, max);
                });
        return before[0] < max ? Optional.of(new Share(holder)) : Optional.empty();
    }

    /// One that is held.
    public final class Share implements AutoCloseable {
        private final String holder;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Share(String holder) {
            this.holder = holder;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                held.computeIfPresent(holder, (_, count) -> count == 1 ? null : count - 1);
            }
        }
    }
}
