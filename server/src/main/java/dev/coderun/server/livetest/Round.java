package dev.coderun.server.livetest;

import dev.coderun.executor.RunningProgram;
import dev.coderun.server.run.RunSlots;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One round while it goes on, as far as whoever cancels it must know. Guarded by this; a program is stopped outside.
final class Round {
    private final long id;
    private final RoundPlan plan;
    private final Optional<String> only;
    private final long begunNanos;

    private boolean cancelled;
    private @Nullable Runnable stop; // Ends what runs.
    private RunSlots.@Nullable Place place;

    Round(long id, RoundPlan plan, Optional<String> only, long begunNanos) {
        this.id = id;
        this.plan = plan;
        this.only = only;
        this.begunNanos = begunNanos;
    }

    long id() {
        return id;
    }

    RoundPlan plan() {
        return plan;
    }

    long begunNanos() {
        return begunNanos;
    }

    /// Whether this test is to be run.
    boolean wants(CaseTest test) {
        return only.isEmpty() || only.get().equals(test.test().id());
    }

    Optional<String> only() {
        return only;
    }

    /// Ends what runs and what waits; without effect the second time.
    void cancel() {
        Runnable running;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            running = stop;
            if (place != null) {
                place.leaveQueue();
            }
        }
        if (running != null) {
            running.run();
        }
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /// This is what runs now; it is stopped if the round is over already.
    RunningProgram running(RunningProgram started) {
        stopsBy(started::stop);
        return started;
    }

    /// This ends what runs now; it is done at once if the round is over already.
    void stopsBy(Runnable ending) {
        boolean late;
        synchronized (this) {
            late = cancelled;
            stop = ending;
        }
        if (late) {
            ending.run();
        }
    }

    /// This is what it waits for now.
    void waiting(RunSlots.Place waited) {
        synchronized (this) {
            place = waited;
            if (cancelled) {
                waited.leaveQueue();
            }
        }
    }
}
