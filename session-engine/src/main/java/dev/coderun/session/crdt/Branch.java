package dev.coderun.session.crdt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands behind every shared type: a list of items and a map of items, either of which may stay empty.
final class Branch {
    static final int ARRAY = 0;
    static final int MAP = 1;
    static final int TEXT = 2;
    static final int XML_ELEMENT = 3;
    static final int XML_FRAGMENT = 4;
    static final int XML_HOOK = 5;
    static final int XML_TEXT = 6;
    static final int ROOT = -1;

    /// Its number among the document's branches.
    final int index;

    final int typeRef;

    /// The root's name, or the node name of an XML element or hook; empty otherwise.
    final String name;

    /// The item that holds this type; none for a root.
    final int item;

    int first = StructStore.NONE;

    /// Whether it ever held a mark that gives text an attribute.
    boolean hasFormats;

    /// Visible units in the list.
    int length;

    /// Where the last local edit ended: an item, and how many visible units stand before it.
    int cursorItem = StructStore.NONE;

    int cursorIndex;

    /// Kept only while positions are asked for.
    @Nullable PositionIndex positions;

    /// Whoever wants to hear of changes of its list; most have nobody.
    List<TextListener> listeners = List.of();

    private @Nullable Map<String, MapEntry> entries;
    private boolean isCollected;

    Branch(int index, int typeRef, String name, int item) {
        this.index = index;
        this.typeRef = typeRef;
        this.name = name;
        this.item = item;
    }

    boolean isRoot() {
        return typeRef == ROOT;
    }

    @Nullable MapEntry entry(String key) {
        return entries == null ? null : entries.get(key);
    }

    void add(MapEntry entry) {
        if (entries == null) {
            entries = new LinkedHashMap<>();
        }
        entries.put(entry.key, entry);
    }

    Iterable<MapEntry> entries() {
        return entries == null ? List.of() : entries.values();
    }

    /// The visible units of a list item became more or fewer.
    void resize(int item, int by) {
        length += by;
        if (positions != null) {
            positions.resized(item, by);
        }
    }

    /// Its item was deleted and collected: nothing is left, and nothing can be added.
    void collect() {
        isCollected = true;
        first = StructStore.NONE;
        length = 0;
        cursorItem = StructStore.NONE;
        positions = null;
        entries = null;
    }

    boolean isCollected() {
        return isCollected;
    }

    /// A type that lives in an item carries its kind, and perhaps a name, on the wire.
    static boolean hasName(int typeRef) {
        return typeRef == XML_ELEMENT || typeRef == XML_HOOK;
    }
}
