package dev.coderun.server.livetest;

import dev.coderun.session.live.Outbox;
import dev.coderun.session.live.Participant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Those in a session who understand what is told of tests. Whoever reads too slowly misses frames instead of being cut
/// off, and gets the newest round whole when there is room again. Guarded by its [SessionTester].
final class Audience {
    /// While this much is on its way to somebody, nothing is added.
    static final int AHEAD_BYTES = 1 << 20;

    private final Map<String, Listener> listeners = new LinkedHashMap<>();

    private static final class Listener {
        final Outbox outbox;
        boolean isBehind;

        Listener(Outbox outbox) {
            this.outbox = outbox;
        }

        boolean hasRoom() {
            return outbox.queuedBytes() < AHEAD_BYTES;
        }
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    /// @param newest the newest round, as far as it is known
    void add(Participant participant, List<byte[]> newest) {
        listeners.put(participant.id(), new Listener(participant.outbox()));
        newest.forEach(participant.outbox()::offer);
    }

    void remove(Participant participant) {
        listeners.remove(participant.id());
    }

    /// @param newest the newest round with this frame
    void tell(byte[] frame, Supplier<List<byte[]>> newest) {
        for (var listener : listeners.values()) {
            if (listener.isBehind) {
                catchUp(listener, newest);
            } else if (listener.hasRoom()) {
                listener.outbox.offer(frame);
            } else {
                listener.isBehind = true;
            }
        }
    }

    /// Tells those who missed something and have room again.
    void catchUp(Supplier<List<byte[]>> newest) {
        listeners.values().stream()
                .filter(listener -> listener.isBehind)
                .forEach(listener -> catchUp(listener, newest));
    }

    private static void catchUp(Listener listener, Supplier<List<byte[]>> newest) {
        if (listener.hasRoom()) {
            listener.isBehind = false;
            newest.get().forEach(listener.outbox::offer);
        }
    }
}
