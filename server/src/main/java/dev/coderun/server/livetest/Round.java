package dev.coderun.server.livetest;

import dev.coderun.executor.RunningProgram;
import dev.coderun.server.run.RunSlots;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One round while it goes on, as far as whoever cancels it must know. Guarded by this; a program is stopped outside.
final class Round {
    private final long id;
    private final RoundPlan plan;
    private final Optional<String> only;
    private final long begunNanos;
    private final OptionalLong ticket;

    private boolean cancelled;
    private @Nullable Runnable stop; // Ends what runs.
    private RunSlots.@Nullable Place place;

    /// @param ticket of the session's round before it, if that was cancelled while it waited for its turn
    Round(long id, RoundPlan plan, Optional<String> only, long begunNanos, OptionalLong ticket) {
        this.id = id;
        this.plan = plan;
        this.only = only;
        this.begunNanos = begunNanos;
        this.ticket = ticket;
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

    /// Where it stands in the queue for its first turn, if it has stood there before.
    OptionalLong ticket() {
        return ticket;
    }

    /// For the session's next round: whoever types on while others are tested does not lose their place.
    synchronized OptionalLong unusedTicket() {
        return place == null ? OptionalLong.empty() : place.unusedTicket();
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
