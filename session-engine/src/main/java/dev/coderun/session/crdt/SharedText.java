package dev.coderun.session.crdt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Text shared by all who edit the document; positions count UTF-16 units.
public final class SharedText {
    private final Doc doc;
    private final Branch branch;
    private final LocalEdits edits;
    private final FormatEdits formats;

    SharedText(Doc doc, Branch branch) {
        this.doc = doc;
        this.branch = branch;
        this.edits = new LocalEdits(doc, branch);
        this.formats = new FormatEdits(doc, branch, edits);
    }

    public int length() {
        return branch.length;
    }

    /// Inserts text; it takes over the attributes of what is to its left.
    public void insert(int index, String text) {
        if (branch.hasFormats) {
            doc.edit(() -> formats.insert(index, text, null));
        } else {
            doc.edit(() -> edits.insertText(index, text));
        }
    }

    /// Inserts text with these attributes and no others.
    public void insert(int index, String text, Map<String, ? extends @Nullable Object> attributes) {
        doc.edit(() -> formats.insert(index, text, attributes));
    }

    /// Inserts a JSON-like value that takes one position.
    public void insertEmbed(int index, @Nullable Object value) {
        doc.edit(() -> formats.insertEmbed(index, value));
    }

    /// Gives a stretch of text these attributes; null takes one away.
    public void format(int index, int length, Map<String, ? extends @Nullable Object> attributes) {
        doc.edit(() -> formats.format(index, length, attributes));
    }

    /// What is said of the text as a whole; peers know it of XML text.
    public SharedMap attributes() {
        return new SharedMap(doc, branch);
    }

    /// Lets a listener hear of each change from now on.
    public void observe(TextListener listener) {
        doc.structure().events.add(branch, listener);
    }

    /// Lets a listener hear of no more changes.
    public void unobserve(TextListener listener) {
        doc.structure().events.remove(branch, listener);
    }

    /// The text with its attributes and embeds.
    public List<TextSegment> segments() {
        return formats.segments();
    }

    /// A place that stays with the unit to its right, or with a negative association to its left.
    public RelativePosition relativePosition(int index, int association) {
        return new Positions(doc.structure().store).relative(branch, index, association);
    }

    /// Where a place is now; empty if it is in another type, not there yet, or collected.
    public OptionalInt index(RelativePosition position) {
        return new Positions(doc.structure().store).index(branch, position);
    }

    /// The text as it was at that moment, as far as it was not collected since.
    public String toString(Snapshot snapshot) {
        StructStore store = doc.structure().store;
        var text = new StringBuilder();
        for (int item = branch.first; item != StructStore.NONE; item = store.right(item)) {
            if (store.kind(item) == Kind.STRING) {
                ClientStructs client = store.clientOf(item);
                for (int unit = 0; unit < store.length(item); unit++) {
                    if (snapshot.sees(client.id, store.clock(item) + unit)) {
                        text.append(client.text.charAt(store.content(item) + unit));
                    }
                }
            }
        }
        return text.toString();
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
