package dev.coderun.session.crdt;

import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import org.jspecify.annotations.Nullable;

/// Takes an update's structs into a document in an order in which each finds what it depends on, and leaves what cannot be
/// taken in yet among the pending updates.
final class Applier {
    /// An update longer than this brings so many items that the position index is dropped rather than kept up with.
    private static final int BULK_BYTES = 16 << 10;

    private final Structure structure;
    private final StructStore store;
    private final PendingUpdates pending;
    private final Receiver receiver;

    // The update at hand; for each section where it goes on.
    private int[] position = new int[1];
    private int[] clock = new int[1];
    private int[] remaining = new int[1];

    /// Sections of which each waits for a struct of the one above it.
    private int[] stack = new int[1];

    private int depth;

    private final DeleteSet.Visitor deletion =
            new DeleteSet.Visitor() {
                @Override
                public void range(long client, int start, int end) {
                    delete(client, start, end);
                }
            };

    /// Whether every struct so far was new as a whole and could be taken in.
    private boolean isWhollyNew;

    private boolean addedPending;

    Applier(Structure structure, PendingUpdates pending) {
        this.structure = structure;
        this.store = structure.store;
        this.pending = pending;
        this.receiver = new Receiver(structure);
    }

    void begin() {
        isWhollyNew = true;
        addedPending = false;
    }

    boolean isWhollyNew() {
        return isWhollyNew;
    }

    boolean addedPending() {
        return addedPending;
    }

    void applyStructs(Update update) {
        StructReader only = update.only();
        if (update.sectionCount() == 0 || (only != null && takeOnly(only))) {
            return;
        }
        run(update, false);
    }

    /// Gives back the room that a large update took, once all of it is done.
    void end() {
        if (structure.isBulk) {
            structure.isBulk = false;
            store.trim();
            structure.transaction.trim();
        }
    }

    /// Most updates bring one struct that lacks nothing. False if this one does: then nothing is done.
    private boolean takeOnly(StructReader struct) {
        ClientStructs client = store.clients.find(struct.client);
        int skipped = (client == null ? 0 : client.nextClock) - struct.clock;
        if (skipped < 0) {
            return false;
        }
        if (skipped < struct.length) {
            if (receiver.missing(struct) >= 0) {
                return false;
            }
            receiver.take(
                    client == null ? store.clients.findOrNew(struct.client) : client,
                    struct,
                    skipped);
        }
        isWhollyNew &= skipped == 0;
        return true;
    }

    /// Tries pending groups again, as long as one of the clients that advanced reached what it waits for.
    void retryPending() {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (int i = 0; i < structure.transaction.advancedCount(); i++) {
                ClientStructs client = store.clients.get(structure.transaction.advanced(i));
                for (PendingUpdates.Group group = pending.release(client.id, client.nextClock);
                        group != null;
                        group = pending.release(client.id, client.nextClock)) {
                    isWhollyNew = false;
                    progress = true;
                    run(group.update(), true);
                }
            }
        }
    }

    private void run(Update update, boolean isRetry) {
        int sections = update.sectionCount();
        if (sections > position.length) {
            position = new int[sections];
            clock = new int[sections];
            remaining = new int[sections];
            stack = new int[sections];
        }
        for (int section = 0; section < sections; section++) {
            position[section] = update.position(section);
            clock[section] = update.clock(section);
            remaining[section] = update.structCount(section);
        }
        if (update.encoded().length > BULK_BYTES) {
            structure.isBulk = true;
            store.reserve(update.structCount());
        }
        var struct = new StructReader(new ByteReader(update.encoded()));
        for (int section = 0; section < sections; section++) {
            stack[0] = section;
            depth = 1;
            while (depth > 0) {
                advance(update, struct, stack[depth - 1], isRetry);
            }
        }
    }

    /// Takes in structs of one section until it ends, until it lacks something, or until one is in that another waits for.
    private void advance(Update update, StructReader struct, int section, boolean isRetry) {
        struct.in.position(position[section]);
        struct.section(update.client(section), clock[section]);
        @Nullable ClientStructs client = store.clients.find(struct.client);
        while (remaining[section] > 0) {
            struct.next();
            int nextClock = client == null ? 0 : client.nextClock;
            if (struct.clock > nextClock) {
                leavePending(update, struct.client, struct.clock, isRetry);
                return;
            }
            int skipped = nextClock - struct.clock;
            isWhollyNew &= skipped == 0;
            // What is held already needs nothing, whatever it names.
            if (skipped < struct.length) {
                long missing = receiver.missing(struct);
                if (missing >= 0) {
                    if (!waitFor(update, missing)) {
                        leavePending(update, missing, receiver.missingClock + 1, isRetry);
                    }
                    return;
                }
                if (client == null) {
                    client = store.clients.findOrNew(struct.client);
                }
                receiver.take(client, struct, skipped);
            }
            remaining[section]--;
            position[section] = struct.in.position();
            clock[section] = struct.end();
            if (depth > 1) {
                break;
            }
        }
        depth--;
    }

    /// Puts the section on top that may bring what is missing. False if there is none.
    private boolean waitFor(Update update, long missing) {
        int section = update.firstSection(missing);
        if (section < 0) {
            return false;
        }
        while (section < update.sectionCount()
                && update.client(section) == missing
                && remaining[section] == 0) {
            section++;
        }
        if (section == update.sectionCount() || update.client(section) != missing) {
            return false;
        }
        for (int i = 0; i < depth; i++) {
            if (stack[i] == section) {
                return false; // They wait for each other: a peer made that up.
            }
        }
        stack[depth++] = section;
        return true;
    }

    /// Leaves all sections on the stack for later: each waits, in the end, for this clock.
    private void leavePending(Update update, long client, int neededClock, boolean isRetry) {
        isWhollyNew = false;
        var body = new ByteWriter();
        int left = 0;
        for (int i = 0; i < depth; i++) {
            int section = stack[i];
            if (isRetry
                    || !pending.holds(
                            update.client(section), clock[section], update.end(section))) {
                body.writeVarUint(remaining[section]);
                body.writeVarUint(update.client(section));
                body.writeVarUint(clock[section]);
                body.writeBytes(
                        update.encoded(),
                        position[section],
                        update.bytesEnd(section) - position[section]);
                left++;
            }
            remaining[section] = 0;
        }
        depth = 0;
        if (left > 0) {
            addedPending |= !isRetry;
            var whole = new ByteWriter(body.size() + 6);
            whole.writeVarUint(left);
            whole.writeBytes(body.toByteArray());
            whole.writeVarUint(0);
            pending.add(
                    new PendingUpdates.Group(
                            Update.decodeV1(whole.toByteArray()), client, neededClock));
        }
    }

    // Deletions

    /// Deletes what the update's delete set names; what is not held yet is kept for later.
    void applyDeletions(Update update) {
        byte[] bytes = update.encoded();
        if (bytes[update.deleteSetPosition()] == 0) {
            return;
        }
        DeleteSet.pass(new ByteReader(bytes, update.deleteSetPosition(), bytes.length), deletion);
    }

    private void delete(long clientId, int start, int end) {
        ClientStructs client = store.clients.find(clientId);
        int held = client == null ? 0 : Math.min(end, client.nextClock);
        if (client != null && start < held) {
            isWhollyNew &= structure.deleteRange(client, start, held);
        }
        if (held < end) {
            isWhollyNew = false;
            addedPending |= pending.addDeletion(clientId, Math.max(start, held), end);
        }
    }

    /// Deletes what was named before it came.
    void applyPendingDeletions() {
        for (int i = 0; i < structure.transaction.advancedCount(); i++) {
            ClientStructs client = store.clients.get(structure.transaction.advanced(i));
            Ranges ranges = pending.deletions(client.id);
            if (ranges != null) {
                deleteHeld(client, ranges);
                pending.forgetDeletions(client.id, client.nextClock);
            }
            pending.forgetHeld(client.id, client.nextClock);
        }
    }

    private void deleteHeld(ClientStructs client, Ranges ranges) {
        for (int i = 0; i < ranges.count() && ranges.start(i) < client.nextClock; i++) {
            isWhollyNew = false;
            boolean _ =
                    structure.deleteRange(
                            client, ranges.start(i), Math.min(ranges.end(i), client.nextClock));
        }
    }

    // Before anything is touched

    /// Whether all structs of the update will find what they depend on, unless a peer made them wait for each other.
    boolean isWithinReach(Update update) {
        var struct = new StructReader(new ByteReader(update.encoded()));
        for (int section = 0; section < update.sectionCount(); section++) {
            if (update.clock(section)
                    > reach(update, update.client(section), update.clock(section))) {
                return false;
            }
            struct.in.position(update.position(section));
            struct.section(update.client(section), update.clock(section));
            for (int i = update.structCount(section); i > 0; i--) {
                struct.next();
                if (lacksAnything(update, struct)) {
                    return false;
                }
            }
        }
        return deletionsWithinReach(update);
    }

    private boolean lacksAnything(Update update, StructReader struct) {
        return (struct.hasOrigin() && lacks(update, struct.originClient, struct.originClock))
                || (struct.hasRightOrigin()
                        && lacks(update, struct.rightOriginClient, struct.rightOriginClock))
                || (struct.parentForm == StructReader.PARENT_ITEM
                        && lacks(update, struct.parentClient, struct.parentClock));
    }

    private boolean lacks(Update update, long client, int neededClock) {
        return neededClock >= reach(update, client, neededClock);
    }

    private boolean deletionsWithinReach(Update update) {
        boolean[] within = {true};
        update.deleteSet()
                .forEach((client, _, end) -> within[0] &= end <= reach(update, client, end));
        return within[0];
    }

    /// How far a client's history will reach without a gap, looking no further than `enough`.
    private int reach(Update update, long client, int enough) {
        int reached = store.clients.nextClock(client);
        int section = reached >= enough ? -1 : update.firstSection(client);
        if (section < 0) {
            return reached;
        }
        for (; section < update.sectionCount() && update.client(section) == client; section++) {
            if (update.clock(section) > reached) {
                break;
            }
            reached = Math.max(reached, update.end(section));
        }
        return reached;
    }
}
