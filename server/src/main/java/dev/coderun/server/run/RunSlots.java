package dev.coderun.server.run;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// The places for runs that go on at one time in the whole server, and the queue for them: first come, first served.
/// Guarded by this.
public final class RunSlots {
    private final int maxWaiting;
    private final Queue<Place> waiting = new ArrayDeque<>();
    private int free;

    public RunSlots(int slots, int maxWaiting) {
        this.free = slots;
        this.maxWaiting = maxWaiting;
    }

    /// A slot, or a place in the queue for one; empty if the queue is full.
    public synchronized Optional<Place> enter() {
        if (free > 0) {
            free--;
            return Optional.of(new Place(PlaceState.GRANTED));
        }
        if (waiting.size() >= maxWaiting) {
            return Optional.empty();
        }
        var place = new Place(PlaceState.WAITING);
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
        GIVEN_UP
    }

    /// Held by one run from its start to its end.
    public final class Place implements AutoCloseable {
        private PlaceState state;

        private Place(PlaceState state) {
            this.state = state;
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
                    state = PlaceState.GIVEN_UP;
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
                state = PlaceState.GIVEN_UP;
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
