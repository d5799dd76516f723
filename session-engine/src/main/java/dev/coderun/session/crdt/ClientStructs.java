package dev.coderun.session.crdt;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What one client wrote: the way from a clock to the struct that holds it, and the contents of its items.
///
/// The clocks are cut into blocks of `1 << shift`; for each, the table has the struct that holds its first clock. Blocks
/// are wider only where a few structs span very many clocks, so that the table stays in proportion to what was received.
final class ClientStructs {
    private static final int NARROWEST_SHIFT = 5;
    private static final int FREE_BLOCKS = 16;
    private static final int BLOCKS_PER_STRUCT = 8;

    final long id;

    /// Its number among the document's clients.
    final int index;

    final TextBuffer text = new TextBuffer();

    /// The clock its next struct will carry.
    int nextClock;

    int first = StructStore.NONE;
    int last = StructStore.NONE;
    int structCount;

    /// The transaction that last advanced this client, and where the client stood before it.
    int advancedBy;

    int clockBefore;

    /// The first clock since then at which a struct began, or -1 if the last one only grew.
    int firstNewClock;

    private int[] blocks = new int[1];
    private int shift = NARROWEST_SHIFT;

    private @Nullable Object[] values = new Object[0];
    private int valueCount;

    ClientStructs(long id, int index) {
        this.id = id;
        this.index = index;
    }

    int block(int clock) {
        return blocks[clock >> shift];
    }

    /// Lets the blocks that begin within a struct's clocks lead to it.
    void enter(int struct, int clock, int end) {
        int last = (end - 1) >> shift;
        for (int block = (int) ((clock + (1L << shift) - 1) >> shift); block <= last; block++) {
            blocks[block] = struct;
        }
    }

    /// Makes room for clocks below `end`. True if the table was laid out anew, and all structs have to be entered again.
    boolean reserve(int end) {
        int needed = blocksFor(end, shift);
        if (needed <= blocks.length) {
            return false;
        }
        int allowed =
                FREE_BLOCKS
                        + BLOCKS_PER_STRUCT * structCount
                        + ((text.length() + valueCount) >> NARROWEST_SHIFT);
        if (needed <= allowed) {
            int wanted = Math.min(allowed, blocks.length + (blocks.length >> 1) + 1);
            blocks = Arrays.copyOf(blocks, Math.max(needed, wanted));
            return false;
        }
        while (blocksFor(end, shift) > allowed) {
            shift++;
        }
        blocks = new int[blocksFor(end, shift)];
        return true;
    }

    /// Makes blocks narrower again where many structs have come to share one. True if all have to be entered again.
    boolean refine() {
        if (shift == NARROWEST_SHIFT || structCount < blocks.length) {
            return false;
        }
        while (shift > NARROWEST_SHIFT
                && blocksFor(nextClock, shift - 1) <= BLOCKS_PER_STRUCT * structCount) {
            shift--;
        }
        blocks = new int[blocksFor(nextClock, shift)];
        return true;
    }

    private static int blocksFor(int end, int shift) {
        return ((end - 1) >> shift) + 1;
    }

    void trim() {
        text.trim();
        values = Arrays.copyOf(values, valueCount);
        int needed = blocksFor(Math.max(1, nextClock), shift);
        if (needed < blocks.length) {
            blocks = Arrays.copyOf(blocks, needed);
        }
    }

    int valueCount() {
        return valueCount;
    }

    @Nullable Object value(int offset) {
        return values[offset];
    }

    void addValue(@Nullable Object value) {
        if (valueCount == values.length) {
            values = Arrays.copyOf(values, Math.max(4, valueCount + (valueCount >> 1)));
        }
        values[valueCount++] = value;
    }

    void setValue(int offset, @Nullable Object value) {
        values[offset] = value;
    }

    void clearValues(int offset, int count) {
        Arrays.fill(values, offset, offset + count, null);
    }
}
