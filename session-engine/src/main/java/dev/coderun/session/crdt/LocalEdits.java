package dev.coderun.session.crdt;

import dev.coderun.session.codec.Undefined;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the structs of local edits, at the places where Yjs would put them.
final class LocalEdits {
    private static final int CURSOR_STEPS = 12;

    /// Beyond so many units the position index is quicker than steps, which touch one item after the other.
    private static final int CURSOR_REACH = 128;

    private final Doc doc;
    private final Structure structure;
    private final StructStore store;
    private final Branch branch;

    LocalEdits(Doc doc, Branch branch) {
        this.doc = doc;
        this.structure = doc.structure();
        this.store = structure.store;
        this.branch = branch;
    }

    // Lists

    void insertText(int index, String text) {
        checkAlive();
        checkIndex(index);
        if (text.isEmpty()) {
            return;
        }
        int left = itemEndingAt(index);
        for (int right = rightOf(left);
                right != StructStore.NONE && store.isDeleted(right);
                right = rightOf(left)) {
            left = right;
        }
        ClientStructs client = doc.writer();
        if (growsAt(client, left)) {
            client.text.append(text);
            store.extendLast(client, text.length());
            branch.resize(left, text.length());
            return;
        }
        int content = client.text.length();
        client.text.append(text);
        int item = newItem(client, Kind.STRING, text.length(), content, left);
        branch.cursorItem = item;
        branch.cursorIndex = index;
    }

    /// Whether an insertion after `left` is but more of the last item that we wrote.
    private boolean growsAt(ClientStructs client, int left) {
        if (left == StructStore.NONE
                || left != client.last
                || store.kind(left) != Kind.STRING
                || store.isDeleted(left)) {
            return false;
        }
        int right = store.right(left);
        return right == StructStore.NONE
                ? store.rightOriginClient(left) == StructStore.NO_CLIENT
                : store.rightOriginIs(left, store.clientIndex(right), store.clock(right));
    }

    void insertValues(int index, List<? extends @Nullable Object> values) {
        checkAlive();
        checkIndex(index);
        int left = itemEndingAt(index);
        ClientStructs client = doc.writer();
        for (int from = 0; from < values.size(); ) {
            Object first = values.get(from);
            int kind = kindOf(first);
            int content = client.valueCount();
            int to = from;
            do {
                client.addValue(values.get(to++));
            } while (kind == Kind.ANY && to < values.size() && kindOf(values.get(to)) == Kind.ANY);
            left = newItem(client, kind, to - from, content, left);
            from = to;
        }
    }

    /// Inserts a type; only XML elements and hooks have a name.
    Branch insertType(int index, int typeRef, String name) {
        checkAlive();
        checkIndex(index);
        return newType(itemEndingAt(index), typeRef, name, null);
    }

    void delete(int index, int length) {
        checkRange(index, length);
        if (length == 0) {
            return;
        }
        int left = StructStore.NONE;
        int start = 0;
        int item = branch.first;
        int skipped = 0;
        if (index > 0) {
            left = locate(index);
            start = branch.cursorIndex;
            item = left;
            skipped = index - start;
            if (skipped == store.length(left)) {
                item = store.right(left);
                skipped = 0;
            }
        }
        int remaining = length;
        while (remaining > 0) {
            int visible = store.visibleLength(item) - skipped;
            if (visible > 0) {
                int count = Math.min(visible, remaining);
                item = structure.deleteUnits(item, skipped, count);
                if (skipped > 0) {
                    left = store.left(item);
                }
                remaining -= count;
            }
            skipped = 0;
            item = store.right(item);
        }
        branch.cursorItem = left;
        branch.cursorIndex = start;
    }

    /// The item that ends where `index` visible units have passed, cut there if need be; none at the start.
    private int itemEndingAt(int index) {
        if (index == 0) {
            return StructStore.NONE;
        }
        int item = locate(index);
        if (branch.cursorIndex + store.length(item) > index) {
            return store.left(structure.cuts.split(item, index - branch.cursorIndex));
        }
        return item;
    }

    /// The visible item that ends at or spans `index`; the cursor is left there.
    private int locate(int index) {
        if (!stepFromCursor(index)) {
            PositionIndex positions = PositionIndex.of(branch, store);
            branch.cursorItem = positions.find(index);
            branch.cursorIndex = positions.foundStart;
        }
        return branch.cursorItem;
    }

    /// Most edits are a few items away from the one before.
    private boolean stepFromCursor(int index) {
        int item = branch.cursorItem;
        int start = branch.cursorIndex;
        if (branch.positions != null
                && (item == StructStore.NONE || Math.abs(index - start) > CURSOR_REACH)) {
            return false;
        }
        if (item == StructStore.NONE) {
            item = branch.first;
            start = 0;
        }
        for (int steps = 0; steps < CURSOR_STEPS && item != StructStore.NONE; steps++) {
            int visible = store.visibleLength(item);
            if (index <= start) {
                item = store.left(item);
                start -= item == StructStore.NONE ? 0 : store.visibleLength(item);
            } else if (visible == 0 || start + visible < index) {
                start += visible;
                item = store.right(item);
            } else {
                branch.cursorItem = item;
                branch.cursorIndex = start;
                return true;
            }
        }
        return false;
    }

    private int rightOf(int left) {
        return left == StructStore.NONE ? branch.first : store.right(left);
    }

    void checkInsertion(int index) {
        checkAlive();
        checkIndex(index);
    }

    void checkRange(int index, int length) {
        checkAlive();
        if (index < 0 || length < 0 || length > branch.length - index) {
            throw new IndexOutOfBoundsException(length + " from " + index + " of " + branch.length);
        }
    }

    private void checkIndex(int index) {
        if (index < 0 || index > branch.length) {
            throw new IndexOutOfBoundsException("position " + index + " of " + branch.length);
        }
    }

    private void checkAlive() {
        if (structure.isDeleted(branch)) {
            throw new IllegalStateException("this shared type was deleted");
        }
    }

    // Maps

    void set(String key, @Nullable Object value) {
        checkAlive();
        ClientStructs client = doc.writer();
        int content = client.valueCount();
        client.addValue(value);
        int _ = newItem(client, kindOf(value), 1, content, key);
    }

    Branch setType(String key, int typeRef) {
        checkAlive();
        return newType(StructStore.NONE, typeRef, "", key);
    }

    void delete(String key) {
        MapEntry entry = branch.entry(key);
        if (entry != null) {
            structure.delete(entry.last);
        }
    }

    private static int kindOf(@Nullable Object value) {
        return switch (value) {
            case null -> Kind.ANY;
            case byte[] _ -> Kind.BINARY;
            case Subdocument _ -> Kind.DOC;
            case String _, Number _, Boolean _, Undefined _, List<?> _, Map<?, ?> _ -> Kind.ANY;
            default -> throw new IllegalArgumentException("no shared form for " + value.getClass());
        };
    }

    private Branch newType(int left, int typeRef, String name, @Nullable String key) {
        ClientStructs client = doc.writer();
        int content = client.valueCount();
        client.addValue(null);
        int item = prepare(client, Kind.TYPE, 1, content);
        Branch type = structure.branches.add(typeRef, name, item);
        client.setValue(content, type);
        if (key == null) {
            linkIntoList(item, left);
        } else {
            linkUnderKey(item, key);
        }
        return type;
    }

    int newItem(ClientStructs client, int kind, int length, int content, int left) {
        int item = prepare(client, kind, length, content);
        linkIntoList(item, left);
        return item;
    }

    private int newItem(ClientStructs client, int kind, int length, int content, String key) {
        int item = prepare(client, kind, length, content);
        linkUnderKey(item, key);
        return item;
    }

    private int prepare(ClientStructs client, int kind, int length, int content) {
        int item = store.append(client, length, kind);
        store.setContent(item, content);
        return item;
    }

    private void linkIntoList(int item, int left) {
        int right = rightOf(left);
        if (left != StructStore.NONE) {
            store.setOrigin(item, store.clientIndex(left), store.end(left) - 1);
        }
        if (right != StructStore.NONE) {
            store.setRightOrigin(item, store.clientIndex(right), store.clock(right));
        }
        store.place(item, branch.index);
        structure.integrate(item, left, right);
    }

    private void linkUnderKey(int item, String key) {
        int number = structure.branches.entryOrNew(branch, key);
        int left = structure.branches.entry(number).last;
        if (left != StructStore.NONE) {
            store.setOrigin(item, store.clientIndex(left), store.end(left) - 1);
        }
        store.place(item, branch.index, number);
        structure.integrate(item, left, StructStore.NONE);
    }
}
