package dev.coderun.session.crdt;

import java.util.Arrays;

/// The items that were looked at, in document order. Mostly a few; where there are many, a table tells where each was.
final class ScannedItems {
    private static final int FEW = 32;

    private int[] items = new int[16];
    private int count;

    /// Item and index in turn, by open addressing; what it holds of `items` are the first `tabled`.
    private int[] table = new int[0];

    private int tabled;

    int count() {
        return count;
    }

    void clear() {
        count = 0;
        if (tabled > 0) {
            tabled = 0;
            Arrays.fill(table, StructStore.NONE);
        }
    }

    void add(int item) {
        if (count == items.length) {
            items = Arrays.copyOf(items, 2 * count);
        }
        items[count++] = item;
    }

    /// Where an item was looked at, or -1.
    int indexOf(int item) {
        if (count <= FEW) {
            int index = count - 1;
            while (index >= 0 && items[index] != item) {
                index--;
            }
            return index;
        }
        while (tabled < count) {
            enterNext();
        }
        int slot = slotOf(item);
        return table[slot] == item ? table[slot + 1] : -1;
    }

    private void enterNext() {
        if (4 * (tabled + 1) > table.length) {
            table = new int[Math.max(16 * FEW, 2 * table.length)];
            int held = tabled;
            tabled = 0;
            while (tabled < held) {
                enterNext();
            }
        }
        int slot = slotOf(items[tabled]);
        table[slot] = items[tabled];
        table[slot + 1] = tabled++;
    }

    private int slotOf(int item) {
        int mask = table.length - 1;
        int slot = 2 * ((item * 0x9E3779B9) >>> 1) & mask;
        while (table[slot] != item && table[slot] != StructStore.NONE) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }
}
