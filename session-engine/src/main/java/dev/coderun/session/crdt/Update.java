package dev.coderun.session.crdt;

import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.MalformedInputException;
import java.util.Arrays;

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

    private final byte[] bytes;
    private int sectionCount;
    private long[] clients = new long[1];
    private int[] sections = new int[ROW];
    private int deleteSetPosition;

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
        DeleteSet.pass(in, (_, _, _) -> {});
        if (in.hasMore()) {
            throw new MalformedInputException("bytes after the update");
        }
        return update;
    }

    /// Decodes and checks an update of format v2.
    ///
    /// @throws MalformedInputException if the bytes are no update of format v2
    public static Update decodeV2(byte[] bytes) {
        return decodeV1(FormatV2.toV1(bytes));
    }

    /// The same update in format v2.
    ///
    /// @throws MalformedInputException if an embed or a format holds what is no JSON
    public byte[] encodeV2() {
        return FormatV2.fromV1(this);
    }

    private void readSections(ByteReader in) {
        var struct = new StructReader(in);
        for (int clientsLeft = in.readCount(3); clientsLeft > 0; clientsLeft--) {
            int structsLeft = in.readCount(2);
            struct.section(in.readVarUint(), in.readVarUint31());
            boolean inSection = false;
            for (; structsLeft > 0; structsLeft--) {
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
        sortSections();
    }

    private void beginSection(StructReader struct) {
        if (sectionCount == clients.length) {
            clients = Arrays.copyOf(clients, 2 * sectionCount);
            sections = Arrays.copyOf(sections, 2 * sectionCount * ROW);
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
        sections[row + BYTES_END] = struct.in.position();
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

    int sectionCount() {
        return sectionCount;
    }

    long client(int section) {
        return clients[section];
    }

    int position(int section) {
        return sections[section * ROW + POSITION];
    }

    int structCount(int section) {
        return sections[section * ROW + COUNT];
    }

    int clock(int section) {
        return sections[section * ROW + CLOCK];
    }

    int end(int section) {
        return sections[section * ROW + END];
    }

    /// Where the section's last struct ends in the bytes.
    int bytesEnd(int section) {
        return sections[section * ROW + BYTES_END];
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
            if (clients[middle] > client) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < sectionCount && clients[low] == client ? low : -1;
    }
}
