package dev.coderun.executor.agent;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Sees to it that a box does in time what it must, and removes it by force if not, whatever happens in the guest. Guarded
/// by its run's lock, but for what happens when a deadline is missed.
final class Watchdog {
    /// What the agent must do in time: end the program at its limit, or tidy up.
    sealed interface Deadline {
        record Limit(Duration wall) implements Deadline {}

        record Tidying() implements Deadline {}
    }

    private final AgentBox box;
    private @Nullable Future<?> alarm;
    private AtomicBoolean watched = new AtomicBoolean();
    private volatile @Nullable Deadline missed;

    Watchdog(AgentBox box) {
        this.box = box;
    }

    void watch(Duration patience, Deadline deadline) {
        rest();
        var current = new AtomicBoolean(true);
        watched = current;
        alarm =
                box.clock()
                        .schedule(
                                () -> {
                                    if (current.compareAndSet(true, false)) {
                                        miss(deadline);
                                    }
                                },
                                patience.toMillis(),
                                TimeUnit.MILLISECONDS);
    }

    void rest() {
        watched.set(false);
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    @Nullable Deadline missed() {
        return missed;
    }

    /// The guest does not answer: it is removed, and its end is the run's end. Takes no lock of the run's, since whoever
    /// holds that may be writing to the guest.
    private void miss(Deadline deadline) {
        missed = deadline;
        box.close();
    }
}
