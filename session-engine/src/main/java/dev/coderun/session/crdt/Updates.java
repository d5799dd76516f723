package dev.coderun.session.crdt;

import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// What can be done with updates without a document: merging them, leaving out what a peer has, and telling how far they
/// reach. Results are those of Yjs, byte for byte.
public final class Updates {
    private Updates() {}

    /// One update that says what all of these say.
    public static Update merge(Collection<Update> updates) {
        if (updates.size() == 1) {
            return updates.iterator().next();
        }
        var out = new StructsWriter();
        var cursors = new PriorityQueue<>(Cursor.ORDER);
        var deletions = new DeleteSet();
        for (Update update : updates) {
            var cursor = new Cursor(update);
            if (cursor.hasStruct) {
                cursors.add(cursor);
            }
            deletions.addAll(update.deleteSet());
        }
        while (!cursors.isEmpty()) {
            mergeFrom(cursors.remove(), cursors, out);
        }
        return Update.decodeV1(out.finish(deletions));
    }

    /// Writes what this cursor has to add, as long as no other can come first.
    private static void mergeFrom(Cursor cursor, PriorityQueue<Cursor> others, StructsWriter out) {
        long client = cursor.struct.client;
        boolean dropped = false;
        while (cursor.isAt(client) && out.covers(cursor.struct)) {
            cursor.next();
            dropped = true;
        }
        if (cursor.isAt(client) && !(dropped && out.wouldLeaveGap(cursor.struct))) {
            out.add(cursor.struct, true);
            cursor.next();
            while (cursor.isAt(client) && out.isContinuedBy(cursor.struct)) {
                out.add(cursor.struct, false);
                cursor.next();
            }
        }
        if (cursor.hasStruct) {
            others.add(cursor);
        }
    }

    /// What the update says beyond the target state. Its deletions stay.
    public static Update diff(Update update, StateVector target) {
        var out = new StructsWriter();
        for (var cursor = new Cursor(update); cursor.hasStruct; cursor.next()) {
            StructReader struct = cursor.struct;
            int known = (int) target.nextClock(struct.client);
            if (struct.end() > known) {
                out.add(struct, Math.max(0, known - struct.clock));
            }
        }
        return Update.decodeV1(out.finish(update.deleteSet()));
    }

    /// How far a document would be that applied just this update.
    public static StateVector stateVector(Update update) {
        Map<Long, Integer> clocks = new HashMap<>();
        for (int section = 0; section < update.sectionCount(); section++) {
            int known = clocks.getOrDefault(update.client(section), 0);
            if (update.clock(section) <= known) {
                clocks.put(update.client(section), Math.max(known, update.end(section)));
            }
        }
        return new StateVector(clocks);
    }

    /// Goes through the structs of one update.
    private static final class Cursor {
        static final Comparator<Cursor> ORDER =
                Comparator.comparingLong((Cursor cursor) -> -cursor.struct.client)
                        .thenComparingInt(cursor -> cursor.struct.clock);

        final StructReader struct;
        private final Update update;
        private int section = -1;
        private int remaining;
        boolean hasStruct = true;

        Cursor(Update update) {
            this.update = update;
            this.struct = new StructReader(new ByteReader(update.encoded()));
            next();
        }

        void next() {
            if (remaining == 0) {
                section++;
                if (section == update.sectionCount()) {
                    hasStruct = false;
                    return;
                }
                struct.in.position(update.position(section));
                struct.section(update.client(section), update.clock(section));
                remaining = update.structCount(section);
            }
            struct.next();
            remaining--;
        }

        boolean isAt(long client) {
            return hasStruct && struct.client == client;
        }
    }

    /// Writes sections of structs whose number is known only at their end. Gaps become skips.
    private static final class StructsWriter {
        private final List<byte[]> sections = new ArrayList<>();
        private ByteWriter body = new ByteWriter();
        private boolean inSection;
        private long client;
        private int firstClock;
        private int end;
        private int count;

        /// A run of collected clocks, not written yet since it may still grow.
        private int heldGc;

        boolean covers(StructReader struct) {
            return inSection && struct.client == client && struct.end() <= end;
        }

        boolean wouldLeaveGap(StructReader struct) {
            return inSection && struct.client == client && struct.clock > end;
        }

        boolean isContinuedBy(StructReader struct) {
            return struct.clock == end;
        }

        void add(StructReader struct, boolean mayJoin) {
            int skipped = 0;
            if (inSection && struct.client == client && struct.clock < end) {
                skipped = end - struct.clock;
            }
            if (mayJoin
                    && heldGc > 0
                    && struct.kind == Kind.GC
                    && struct.client == client
                    && struct.clock <= end) {
                heldGc += struct.length - skipped;
                end = struct.end();
            } else {
                add(struct, skipped);
            }
        }

        void add(StructReader struct, int skipped) {
            int clock = struct.clock + skipped;
            if (!inSection || struct.client != client) {
                finishSection();
                inSection = true;
                client = struct.client;
                firstClock = clock;
            } else {
                flushGc();
                if (clock > end) {
                    body.writeUint8(Kind.SKIP);
                    body.writeVarUint(clock - end);
                    count++;
                }
            }
            end = struct.end();
            if (struct.kind == Kind.GC) {
                heldGc = struct.length - skipped;
            } else {
                struct.write(body, skipped);
                count++;
            }
        }

        private void flushGc() {
            if (heldGc > 0) {
                body.writeUint8(Kind.GC);
                body.writeVarUint(heldGc);
                heldGc = 0;
                count++;
            }
        }

        private void finishSection() {
            flushGc();
            if (count > 0) {
                var section = new ByteWriter(body.size() + 20);
                section.writeVarUint(count);
                section.writeVarUint(client);
                section.writeVarUint(firstClock);
                section.writeBytes(body.toByteArray());
                sections.add(section.toByteArray());
            }
            body = new ByteWriter();
            inSection = false;
            count = 0;
        }

        byte[] finish(DeleteSet deletions) {
            finishSection();
            var out = new ByteWriter();
            out.writeVarUint(sections.size());
            sections.forEach(out::writeBytes);
            deletions.write(out);
            return out.toByteArray();
        }
    }
}
