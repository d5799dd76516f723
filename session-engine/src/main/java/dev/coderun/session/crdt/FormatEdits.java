package dev.coderun.session.crdt;

import dev.coderun.session.codec.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Edits and reads text with attributes. A mark without width says from where on a key has a value; what follows takes it
/// over until the next mark of that key.
final class FormatEdits {
    private static final String OFF = "null";

    private final Doc doc;
    private final LocalEdits edits;
    private final Structure structure;
    private final StructStore store;
    private final Branch branch;

    // Where the edit stands, and which attributes hold there, as JSON texts.
    private int left;
    private int right;
    private final Map<String, String> current = new LinkedHashMap<>();

    FormatEdits(Doc doc, Branch branch, LocalEdits edits) {
        this.doc = doc;
        this.edits = edits;
        this.structure = doc.structure();
        this.store = structure.store;
        this.branch = branch;
    }

    /// Inserts text with these attributes and no others; without any given, with those of the text before it.
    void insert(
            int index, String text, @Nullable Map<String, ? extends @Nullable Object> attributes) {
        if (text.isEmpty()) {
            return;
        }
        goTo(index);
        Map<String, String> wanted =
                attributes == null ? new LinkedHashMap<>(current) : encoded(attributes);
        insertContent(
                wanted,
                () -> {
                    ClientStructs client = doc.writer();
                    int content = client.text.length();
                    client.text.append(text);
                    return edits.newItem(client, Kind.STRING, text.length(), content, left);
                });
    }

    void insertEmbed(int index, @Nullable Object value) {
        goTo(index);
        insertContent(new LinkedHashMap<>(), () -> insertValue(Kind.EMBED, Json.stringify(value)));
    }

    private int insertValue(int kind, Object value) {
        ClientStructs client = doc.writer();
        int content = client.valueCount();
        client.addValue(value);
        return edits.newItem(client, kind, 1, content, left);
    }

    /// Makes one item, to the right of `left`.
    private interface Insertion {
        int make();
    }

    private void insertContent(Map<String, String> wanted, Insertion insertion) {
        for (String key : current.keySet()) {
            wanted.putIfAbsent(key, OFF);
        }
        skipWhatChangesNothing(wanted);
        Map<String, String> restored = begin(wanted);
        right = insertion.make();
        forward();
        end(restored);
    }

    /// Gives a stretch of text these attributes; null takes one away.
    void format(int index, int length, Map<String, ? extends @Nullable Object> attributes) {
        edits.checkRange(index, length);
        if (length == 0) {
            return;
        }
        goTo(index, true);
        Map<String, String> wanted = encoded(attributes);
        skipWhatChangesNothing(wanted);
        Map<String, String> restored = begin(wanted);
        int remaining = length;
        while (right != StructStore.NONE && (remaining > 0 || mayEndEarlier(restored))) {
            if (!store.isDeleted(right)) {
                if (store.kind(right) == Kind.FORMAT) {
                    if (!passMark(wanted, restored, remaining)) {
                        break;
                    }
                } else {
                    remaining = besidePair(remaining);
                    if (remaining < store.length(right)) {
                        right = store.left(structure.cuts.split(right, remaining));
                    }
                    remaining -= store.length(right);
                }
            }
            forward();
        }
        end(restored);
    }

    private boolean mayEndEarlier(Map<String, String> restored) {
        return !restored.isEmpty() && (store.isDeleted(right) || store.kind(right) == Kind.FORMAT);
    }

    /// Deletes a mark that the format overrides. False if the edit ends before it.
    private boolean passMark(
            Map<String, String> wanted, Map<String, String> restored, int remaining) {
        FormatMark mark = mark(right);
        String value = wanted.get(mark.key());
        if (value == null) {
            current.put(mark.key(), mark.valueJson());
            return true;
        }
        if (value.equals(mark.valueJson())) {
            restored.remove(mark.key());
        } else if (remaining == 0) {
            return false;
        } else {
            restored.put(mark.key(), mark.valueJson());
        }
        structure.delete(right);
        return true;
    }

    private void goTo(int index) {
        goTo(index, false);
    }

    /// A format may change nothing where it begins or ends; so as not to tear a surrogate pair that others still see whole,
    /// it spares pairs.
    private void goTo(int index, boolean sparesPairs) {
        edits.checkInsertion(index);
        current.clear();
        left = StructStore.NONE;
        right = branch.first;
        int remaining = index;
        while (right != StructStore.NONE && remaining > 0) {
            int visible = store.visibleLength(right);
            if (sparesPairs) {
                remaining = besidePair(remaining);
            }
            if (visible > remaining) {
                right = store.left(structure.cuts.split(right, remaining));
                visible = remaining;
            }
            remaining -= visible;
            forward();
        }
    }

    /// One more than `head` if a cut of the item at hand there would tear a pair.
    private int besidePair(int head) {
        if (!store.isVisibleText(right) || head <= 0 || head >= store.length(right)) {
            return head;
        }
        char before = store.clientOf(right).text.charAt(store.content(right) + head - 1);
        return Character.isHighSurrogate(before) ? head + 1 : head;
    }

    private void forward() {
        if (store.kind(right) == Kind.FORMAT && !store.isDeleted(right)) {
            hold(current, mark(right));
        }
        left = right;
        right = store.right(right);
    }

    private static void hold(Map<String, String> attributes, FormatMark mark) {
        if (mark.valueJson().equals(OFF)) {
            attributes.remove(mark.key());
        } else {
            attributes.put(mark.key(), mark.valueJson());
        }
    }

    private FormatMark mark(int item) {
        if (structure.value(item, 0) instanceof FormatMark mark) {
            return mark;
        }
        throw new IllegalStateException("format without a mark");
    }

    private void skipWhatChangesNothing(Map<String, String> wanted) {
        while (right != StructStore.NONE
                && (store.isDeleted(right)
                        || (store.kind(right) == Kind.FORMAT
                                && wanted.getOrDefault(mark(right).key(), OFF)
                                        .equals(mark(right).valueJson())))) {
            forward();
        }
    }

    /// Inserts the marks that are needed here, and returns those that restore what was.
    private Map<String, String> begin(Map<String, String> wanted) {
        Map<String, String> restored = new LinkedHashMap<>();
        wanted.forEach(
                (key, value) -> {
                    String held = current.getOrDefault(key, OFF);
                    if (!held.equals(value)) {
                        restored.put(key, held);
                        right = insertValue(Kind.FORMAT, new FormatMark(key, value));
                        forward();
                    }
                });
        return restored;
    }

    private void end(Map<String, String> restored) {
        while (right != StructStore.NONE
                && (store.isDeleted(right)
                        || (store.kind(right) == Kind.FORMAT
                                && mark(right)
                                        .valueJson()
                                        .equals(restored.get(mark(right).key()))))) {
            if (!store.isDeleted(right)) {
                restored.remove(mark(right).key());
            }
            forward();
        }
        restored.forEach(
                (key, value) -> {
                    right = insertValue(Kind.FORMAT, new FormatMark(key, value));
                    forward();
                });
    }

    private static Map<String, String> encoded(Map<String, ? extends @Nullable Object> attributes) {
        Map<String, String> encoded = new LinkedHashMap<>();
        attributes.forEach((key, value) -> encoded.put(key, Json.stringify(value)));
        return encoded;
    }

    // Reading

    List<TextSegment> segments() {
        List<TextSegment> segments = new ArrayList<>();
        Map<String, String> attributes = new LinkedHashMap<>();
        var run = new StringBuilder();
        for (int item = branch.first; item != StructStore.NONE; item = store.right(item)) {
            if (store.isVisibleText(item)) {
                store.clientOf(item).text.appendTo(run, store.content(item), store.length(item));
            } else if (!store.isDeleted(item)) {
                flush(run, attributes, segments);
                if (store.kind(item) == Kind.FORMAT) {
                    hold(attributes, mark(item));
                } else {
                    Object value = SharedTypes.value(doc, item, 0);
                    segments.add(new TextSegment(value, decoded(attributes)));
                }
            }
        }
        flush(run, attributes, segments);
        return segments;
    }

    private static void flush(
            StringBuilder run, Map<String, String> attributes, List<TextSegment> segments) {
        if (!run.isEmpty()) {
            segments.add(new TextSegment(run.toString(), decoded(attributes)));
            run.setLength(0);
        }
    }

    private static Map<String, @Nullable Object> decoded(Map<String, String> attributes) {
        Map<String, @Nullable Object> decoded = new LinkedHashMap<>();
        attributes.forEach((key, json) -> decoded.put(key, Json.parse(json)));
        return decoded;
    }
}
