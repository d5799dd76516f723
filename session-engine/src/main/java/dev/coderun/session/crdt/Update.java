package dev.coderun.session.crdt;

import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.MalformedInputException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A document update, decoded and checked, not yet integrated. Immutable, and made outside any lock.
///
/// Its structs stay in the received bytes. What is kept beside them is where each section lies: a gap-free stretch of one
/// client's structs. A hole in a client's history ends a section. Sections go by client, the highest first, then by clock.
public final class Update {
    /// The update that says nothing.
    static final byte[] NOTHING = {0, 0};

    private static final int POSITION = 0;
    private static final int COUNT = 1;
    private static final int CLOCK = 2;
    private static final int END = 3;
    private static final int BYTES_END = 4;
    private static final int ROW = 5;

    private static final long[] NO_CLIENTS = {};
    private static final int[] NO_SECTIONS = {};

    private final byte[] bytes;
    private int sectionCount;
    private long[] clients = NO_CLIENTS;
    private int[] sections = NO_SECTIONS;
    private int deleteSetPosition;
    private @Nullable StructReader only;

    private Update(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Decodes and checks an update of format v1.
    ///
    /// @throws MalformedInputException if the bytes are no update of format v1
    public static Update decodeV1(byte[] bytes) {
        var update = new Update(bytes);
        var in = new ByteReader(bytes);
        update.readSections(in);
        update.deleteSetPosition = in.position();
        DeleteSet.check(in);
        if (in.hasMore()) {
            throw new MalformedInputException("bytes after the update");
        }
        return update;
    }

    /// Decodes and checks an update of format v2.
    ///
    /// @throws MalformedInputException if the bytes are no update of format v2
    public static Update decodeV2(byte[] bytes) {
        return decodeV1(new FormatV2Reader(bytes).read());
    }

    /// The same update in format v2.
    ///
    /// @throws MalformedInputException if an embed or a format holds what is no JSON
    public byte[] encodeV2() {
        return new FormatV2Writer(this).write();
    }

    private void readSections(ByteReader in) {
        int clientCount = in.readCount(3);
        if (clientCount == 0) {
            return;
        }
        var struct = new StructReader(in);
        for (int i = 0; i < clientCount; i++) {
            int structCount = in.readCount(2);
            struct.section(in.readVarUint(), in.readVarUint31());
            if (clientCount == 1 && structCount == 1) {
                readOnly(struct);
            } else {
                readSection(struct, structCount);
            }
        }
        sortSections();
    }

    private void readOnly(StructReader struct) {
        struct.next();
        if (struct.kind != Kind.SKIP && struct.length > 0) {
            only = struct;
            sectionCount = 1;
        }
    }

    private void readSection(StructReader struct, int structCount) {
        boolean inSection = false;
        for (int left = structCount; left > 0; left--) {
            struct.next();
            if (struct.kind == Kind.SKIP) {
                inSection = false;
            } else if (struct.length > 0) {
                if (!inSection) {
                    beginSection(struct);
                    inSection = true;
                }
                extendSection(struct);
            } else if (inSection) {
                extendSection(struct);
            }
        }
    }

    private void beginSection(StructReader struct) {
        if (sectionCount == clients.length) {
            int capacity = Math.max(1, 2 * sectionCount);
            clients = Arrays.copyOf(clients, capacity);
            sections = Arrays.copyOf(sections, capacity * ROW);
        }
        int row = sectionCount * ROW;
        clients[sectionCount++] = struct.client;
        sections[row + POSITION] = struct.start;
        sections[row + CLOCK] = struct.clock;
    }

    private void extendSection(StructReader struct) {
        int row = (sectionCount - 1) * ROW;
        sections[row + COUNT]++;
        sections[row + END] = struct.end();
        sections[row + BYTES_END] = struct.contentEnd;
    }

    private void sortSections() {
        if (isSorted()) {
            return;
        }
        Integer[] order = new Integer[sectionCount];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, this::compare);
        long[] sortedClients = new long[sectionCount];
        int[] sorted = new int[sectionCount * ROW];
        for (int i = 0; i < sectionCount; i++) {
            sortedClients[i] = clients[order[i]];
            System.arraycopy(sections, order[i] * ROW, sorted, i * ROW, ROW);
        }
        clients = sortedClients;
        sections = sorted;
    }

    private boolean isSorted() {
        for (int i = 1; i < sectionCount; i++) {
            if (compare(i - 1, i) > 0) {
                return false;
            }
        }
        return true;
    }

    private int compare(int one, int other) {
        int byClient = Long.compare(clients[other], clients[one]);
        return byClient != 0 ? byClient : Integer.compare(clock(one), clock(other));
    }

    /// The bytes of format v1 it was decoded from, or translated to: shared, never changed.
    public byte[] encoded() {
        return bytes;
    }

    /// Neither structs nor deletions.
    public boolean isEmpty() {
        return sectionCount == 0 && bytes[deleteSetPosition] == 0;
    }

    /// The update's struct, as it was read, if it has just one: never to be moved on, since others may look at it too.
    @Nullable StructReader only() {
        return only;
    }

    int sectionCount() {
        return sectionCount;
    }

    long client(int section) {
        return only != null ? only.client : clients[section];
    }

    int position(int section) {
        return only != null ? only.start : sections[section * ROW + POSITION];
    }

    int structCount(int section) {
        return only != null ? 1 : sections[section * ROW + COUNT];
    }

    /// In all sections.
    int structCount() {
        int sum = 0;
        for (int section = 0; section < sectionCount; section++) {
            sum += structCount(section);
        }
        return sum;
    }

    int clock(int section) {
        return only != null ? only.clock : sections[section * ROW + CLOCK];
    }

    int end(int section) {
        return only != null ? only.end() : sections[section * ROW + END];
    }

    /// Where the section's last struct ends in the bytes.
    int bytesEnd(int section) {
        return only != null ? only.contentEnd : sections[section * ROW + BYTES_END];
    }

    int deleteSetPosition() {
        return deleteSetPosition;
    }

    DeleteSet deleteSet() {
        return DeleteSet.read(new ByteReader(bytes, deleteSetPosition, bytes.length));
    }

    /// The first section of a client, or -1.
    int firstSection(long client) {
        int low = 0;
        int high = sectionCount;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (client(middle) > client) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < sectionCount && client(low) == client ? low : -1;
    }
}
