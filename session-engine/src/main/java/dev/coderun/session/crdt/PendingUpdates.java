package dev.coderun.session.crdt;

import dev.coderun.session.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// What was received before what it depends on: groups of structs, each waiting for one clock of one client, and
/// deletions of structs that are still to come.
final class PendingUpdates {
    private static final int BYTES_PER_RANGE = 8;

    private final Map<Long, PriorityQueue<Group>> waiting = new HashMap<>();

    /// Which clocks the waiting groups hold, so that what comes twice is kept once.
    private final DeleteSet held = new DeleteSet();

    private final DeleteSet deletions = new DeleteSet();
    private int structBytes;

    /// Structs that can be taken in once `client` has reached `clock`.
    record Group(Update update, long client, int clock) {}

    boolean isEmpty() {
        return waiting.isEmpty() && deletions.isEmpty() && held.isEmpty();
    }

    int bytes() {
        return isEmpty() ? 0 : structBytes + BYTES_PER_RANGE * deletions.rangeCount();
    }

    boolean holds(long client, int start, int end) {
        Ranges ranges = held.ranges(client);
        return ranges != null && ranges.contains(start, end);
    }

    void add(Group group) {
        waiting.computeIfAbsent(
                        group.client(),
                        _ -> new PriorityQueue<>(Comparator.comparingInt(Group::clock)))
                .add(group);
        Update update = group.update();
        structBytes += update.encoded().length;
        for (int section = 0; section < update.sectionCount(); section++) {
            boolean _ =
                    held.add(update.client(section), update.clock(section), update.end(section));
        }
    }

    /// Takes out a group that waits for no more than `nextClock` of this client.
    @Nullable Group release(long client, int nextClock) {
        PriorityQueue<Group> groups = waiting.get(client);
        if (groups == null || groups.element().clock() > nextClock) {
            return null;
        }
        Group group = groups.remove();
        structBytes -= group.update().encoded().length;
        if (groups.isEmpty()) {
            waiting.remove(client);
        }
        return group;
    }

    /// All structs up to `nextClock` of this client are integrated.
    void forgetHeld(long client, int nextClock) {
        Ranges ranges = held.ranges(client);
        if (ranges != null) {
            ranges.dropBelow(nextClock);
            if (ranges.isEmpty()) {
                held.removeClient(client);
            }
        }
    }

    boolean addDeletion(long client, int start, int end) {
        return deletions.add(client, start, end);
    }

    @Nullable Ranges deletions(long client) {
        return deletions.ranges(client);
    }

    void forgetDeletions(long client, int nextClock) {
        Ranges ranges = deletions.ranges(client);
        if (ranges != null) {
            ranges.dropBelow(nextClock);
            if (ranges.isEmpty()) {
                deletions.removeClient(client);
            }
        }
    }

    /// Everything that waits, as updates of format v1.
    List<byte[]> encode() {
        List<byte[]> updates = new ArrayList<>();
        if (!deletions.isEmpty()) {
            var out = new ByteWriter();
            out.writeVarUint(0);
            deletions.write(out);
            updates.add(out.toByteArray());
        }
        for (PriorityQueue<Group> groups : waiting.values()) {
            for (Group group : groups) {
                updates.add(group.update().encoded());
            }
        }
        return updates;
    }
}
