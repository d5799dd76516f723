package dev.coderun.server.run;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;

/// The places for runs that go on at one time in the whole server, and the queue for them: first come, first served.
/// Guarded by this.
public final class RunSlots {
    private final int maxWaiting;
    private final Queue<Place> waiting =
            new PriorityQueue<>(Comparator.comparingLong((Place place) -> place.ticket));
    private long lastTicket;
    private int free;

    public RunSlots(int slots, int maxWaiting) {
        this.free = slots;
        this.maxWaiting = maxWaiting;
    }

    /// A slot, or a place in the queue for one; empty if the queue is full.
    public Optional<Place> enter() {
        return enter(OptionalLong.empty());
    }

    /// The same.
    ///
    /// @param ticket of a place that was left before its turn: whoever comes back with it stands where they stood
    public synchronized Optional<Place> enter(OptionalLong ticket) {
        long number = ticket.isPresent() ? ticket.getAsLong() : ++lastTicket;
        if (free > 0) {
            free--;
            return Optional.of(new Place(number, PlaceState.GRANTED));
        }
        if (waiting.size() >= maxWaiting) {
            return Optional.empty();
        }
        var place = new Place(number, PlaceState.WAITING);
        waiting.add(place);
        return Optional.of(place);
    }

    public synchronized boolean isAnybodyWaiting() {
        return !waiting.isEmpty();
    }

    /// How many wait.
    public synchronized int waiting() {
        return waiting.size();
    }

    private enum PlaceState {
        WAITING,
        GRANTED,
        LEFT, // the queue
        OVER
    }

    /// Held by one run from its start to its end.
    public final class Place implements AutoCloseable {
        private final long ticket;
        private PlaceState state;

        private Place(long ticket, PlaceState state) {
            this.ticket = ticket;
            this.state = state;
        }

        /// To come back with, if it was left before its turn.
        public OptionalLong unusedTicket() {
            synchronized (RunSlots.this) {
                return state == PlaceState.LEFT ? OptionalLong.of(ticket) : OptionalLong.empty();
            }
        }

        boolean isGranted() {
            synchronized (RunSlots.this) {
                return state == PlaceState.GRANTED;
            }
        }

        /// Waits for its turn. False if the place was given up meanwhile.
        public boolean await() throws InterruptedException {
            synchronized (RunSlots.this) {
                while (state == PlaceState.WAITING) {
                    RunSlots.this.wait();
                }
                return state == PlaceState.GRANTED;
            }
        }

        /// Leaves the queue; without effect on a slot that was already granted.
        public void leaveQueue() {
            synchronized (RunSlots.this) {
                if (state == PlaceState.WAITING) {
                    waiting.remove(this);
                    state = PlaceState.LEFT;
                    RunSlots.this.notifyAll();
                }
            }
        }

        /// Leaves the queue, or hands the slot to whoever waits longest.
        @Override
        public void close() {
            synchronized (RunSlots.this) {
                leaveQueue();
                if (state != PlaceState.GRANTED) {
                    return;
                }
                state = PlaceState.OVER;
                var next = waiting.poll();
                if (next == null) {
                    free++;
                } else {
                    next.state = PlaceState.GRANTED;
                    RunSlots.this.notifyAll();
                }
            }
        }
    }
}
