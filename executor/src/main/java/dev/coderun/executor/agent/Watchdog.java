package dev.coderun.executor.agent;

import dev.coderun.executor.Limits;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Sees to it that a box does in time what it must, and removes it by force if not, whatever happens in the guest. Guarded
/// by its run's lock, but for what happens when a deadline is missed.
final class Watchdog {
    /// What the agent gets on top of a limit, or of a stop, before the guest is removed by force.
    static final Duration GRACE = Duration.ofMillis(300);

    /// What a program whose time is over gets to say where it is.
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    /// How long a box may take to begin: its helper may just be starting.
    private static final Duration STARTING = Duration.ofSeconds(10);

    /// How long a compiler that stays may go on with what nobody wants any more: to start another takes longer.
    static final Duration LET_FINISH = Duration.ofSeconds(2);

    /// How long a box may take to be clean after a run.
    private static final Duration CLEANING = Duration.ofSeconds(10);

    /// What the agent must do in time: end the program at its limit, or tidy up.
    private sealed interface Deadline {
        record Limit(Duration wall) implements Deadline {}

        record Tidying() implements Deadline {}
    }

    private final AgentBox box;
    private Optional<Long> begunNanos = Optional.empty();
    private @Nullable Future<?> alarm;
    private AtomicBoolean watched = new AtomicBoolean();
    private volatile @Nullable Deadline missed;

    Watchdog(AgentBox box) {
        this.box = box;
    }

    /// The agent is asked for it now.
    void begin(Limits limits) {
        begunNanos = Optional.of(System.nanoTime());
        watch(STARTING.plus(limits.wall()), new Deadline.Limit(limits.wall()));
    }

    /// The agent has begun with it.
    void started(Limits limits) {
        var patience = limits.wall().plus(LAST_WORDS).plus(GRACE);
        watch(patience, new Deadline.Limit(limits.wall()));
    }

    void stop() {
        watch(GRACE, new Deadline.Tidying());
    }

    void letFinish() {
        watch(LET_FINISH, new Deadline.Tidying());
    }

    void clean() {
        watch(CLEANING, new Deadline.Tidying());
    }

    void rest() {
        watched.set(false);
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    /// What became of a run whose guest is gone.
    RunOutcome outcomeWithoutGuest(String reason, boolean stopped) {
        var used =
                begunNanos
                        .map(begun -> Duration.ofNanos(System.nanoTime() - begun))
                        .map(wall -> new Usage(wall, Duration.ZERO, 0))
                        .orElse(Usage.NONE);
        if (stopped) {
            return new RunOutcome.Cancelled(used);
        }
        return missed instanceof Deadline.Limit(Duration limit)
                ? new RunOutcome.TimedOut(RunOutcome.Clock.WALL, limit, used)
                : new RunOutcome.SandboxFailed(reason, used);
    }

    private void watch(Duration patience, Deadline deadline) {
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

    /// The guest does not answer: it is removed, and its end is the run's end. Takes no lock of the run's, since whoever
    /// holds that may be writing to the guest.
    private void miss(Deadline deadline) {
        missed = deadline;
        box.close();
    }
}
