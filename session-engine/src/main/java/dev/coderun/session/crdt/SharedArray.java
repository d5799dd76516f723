package dev.coderun.session.crdt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A list shared by all who edit the document.
public final class SharedArray {
    private final Doc doc;
    private final Branch branch;
    private final LocalEdits edits;

    SharedArray(Doc doc, Branch branch) {
        this.doc = doc;
        this.branch = branch;
        this.edits = new LocalEdits(doc, branch);
    }

    public int length() {
        return branch.length;
    }

    public @Nullable Object get(int index) {
        int unit = Objects.checkIndex(index, branch.length);
        PositionIndex positions = PositionIndex.of(branch, doc.structure().store);
        int item = positions.find(unit + 1);
        return SharedTypes.value(doc, item, unit - positions.foundStart);
    }

    public List<@Nullable Object> toList() {
        StructStore store = doc.structure().store;
        List<@Nullable Object> list = new ArrayList<>(branch.length);
        for (int item = branch.first; item != StructStore.NONE; item = store.right(item)) {
            for (int i = 0; i < store.visibleLength(item); i++) {
                list.add(SharedTypes.value(doc, item, i));
            }
        }
        return Collections.unmodifiableList(list);
    }

    /// Inserts JSON-like values, byte arrays and subdocuments.
    public void insert(int index, List<? extends @Nullable Object> values) {
        doc.edit(() -> edits.insertValues(index, values));
    }

    public SharedMap insertMap(int index) {
        return new SharedMap(doc, insertType(index, Branch.MAP));
    }

    public SharedText insertText(int index) {
        return new SharedText(doc, insertType(index, Branch.TEXT));
    }

    public SharedArray insertArray(int index) {
        return new SharedArray(doc, insertType(index, Branch.ARRAY));
    }

    private Branch insertType(int index, int typeRef) {
        return doc.edit(() -> edits.insertType(index, typeRef, ""));
    }

    public void delete(int index, int length) {
        doc.edit(() -> edits.delete(index, length));
    }
}
