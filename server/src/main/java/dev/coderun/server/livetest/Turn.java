package dev.coderun.server.livetest;

import dev.coderun.server.run.RunSlots;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// A round's turn among the rounds of all sessions. Whoever has had it for long lets those go first who wait.
final class Turn implements AutoCloseable {
    private final RunSlots slots;
    private final Round round;
    private final Duration length;
    private final LongSupplier nanoTime;
    private RunSlots.Place place;
    private long sinceNanos;

    Turn(RunSlots slots, Round round, Duration length, LongSupplier nanoTime) {
        this.slots = slots;
        this.round = round;
        this.length = length;
        this.nanoTime = nanoTime;
        place = enter(round.ticket());
    }

    private RunSlots.Place enter(OptionalLong ticket) {
        // As many may wait as there are sessions, each with one round.
        var entered = slots.enter(ticket).orElseThrow();
        round.waiting(entered);
        return entered;
    }

    /// False if the round was cancelled meanwhile.
    boolean await() throws InterruptedException {
        boolean granted = place.await();
        sinceNanos = nanoTime.getAsLong();
        return granted;
    }

    /// To be asked between two tests. False if the round was cancelled.
    boolean goOn() throws InterruptedException {
        if (nanoTime.getAsLong() - sinceNanos < length.toNanos() || !slots.isAnybodyWaiting()) {
            return !round.isCancelled();
        }
        place.close();
        place = enter(OptionalLong.empty());
        return await();
    }

    @Override
    public void close() {
        place.close();
    }
}
