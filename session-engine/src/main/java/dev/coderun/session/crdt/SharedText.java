package dev.coderun.session.crdt;

import java.nio.charset.StandardCharsets;

/// Text shared by all who edit the document; positions count UTF-16 units.
public final class SharedText {
    private final Doc doc;
    private final Branch branch;
    private final LocalEdits edits;

    SharedText(Doc doc, Branch branch) {
        this.doc = doc;
        this.branch = branch;
        this.edits = new LocalEdits(doc, branch);
    }

    public int length() {
        return branch.length;
    }

    public void insert(int index, String text) {
        doc.edit(() -> edits.insertText(index, text));
    }

    public void delete(int index, int length) {
        doc.edit(() -> edits.delete(index, length));
    }

    @Override
    public String toString() {
        StructStore store = doc.structure().store;
        // Without embeds, which are not text, each visible unit is a character.
        byte[] narrow = new byte[branch.length];
        int length = 0;
        for (int item = branch.first; item != StructStore.NONE; item = store.right(item)) {
            if (store.isVisibleText(item)) {
                TextBuffer text = store.clientOf(item).text;
                if (text.isWide()) {
                    return wideText(store);
                }
                text.copyNarrow(store.content(item), narrow, length, store.length(item));
                length += store.length(item);
            }
        }
        return new String(narrow, 0, length, StandardCharsets.ISO_8859_1);
    }

    private String wideText(StructStore store) {
        var text = new StringBuilder(branch.length);
        for (int item = branch.first; item != StructStore.NONE; item = store.right(item)) {
            if (store.isVisibleText(item)) {
                store.clientOf(item).text.appendTo(text, store.content(item), store.length(item));
            }
        }
        return text.toString();
    }
}
