package dev.coderun.session.crdt;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A map shared by all who edit the document.
public final class SharedMap {
    private final Doc doc;
    private final Branch branch;
    private final LocalEdits edits;

    SharedMap(Doc doc, Branch branch) {
        this.doc = doc;
        this.branch = branch;
        this.edits = new LocalEdits(doc, branch);
    }

    /// The name of a map that is an XML hook.
    public Optional<String> hookName() {
        return branch.typeRef == Branch.XML_HOOK ? Optional.of(branch.name) : Optional.empty();
    }

    /// The keys that have a value now; peers need not agree on their order.
    public Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        for (MapEntry entry : branch.entries()) {
            if (hasValue(entry)) {
                keys.add(entry.key);
            }
        }
        return Collections.unmodifiableSet(keys);
    }

    public boolean has(String key) {
        MapEntry entry = branch.entry(key);
        return entry != null && hasValue(entry);
    }

    private boolean hasValue(MapEntry entry) {
        return entry.last != StructStore.NONE && !doc.structure().store.isDeleted(entry.last);
    }

    /// A `String`, `Long`, `Double`, `Boolean`, `byte[]`, `List`, `Map` or shared type; null if absent or null.
    public @Nullable Object get(String key) {
        MapEntry entry = branch.entry(key);
        if (entry == null || !hasValue(entry)) {
            return null;
        }
        int last = doc.structure().store.length(entry.last) - 1;
        return SharedTypes.value(doc, entry.last, last);
    }

    /// Sets a JSON-like value, a byte array or a subdocument.
    public void set(String key, @Nullable Object value) {
        doc.edit(() -> edits.set(key, value));
    }

    public SharedMap setMap(String key) {
        return new SharedMap(doc, setType(key, Branch.MAP));
    }

    public SharedText setText(String key) {
        return new SharedText(doc, setType(key, Branch.TEXT));
    }

    public SharedArray setArray(String key) {
        return new SharedArray(doc, setType(key, Branch.ARRAY));
    }

    private Branch setType(String key, int typeRef) {
        return doc.edit(() -> edits.setType(key, typeRef));
    }

    public void delete(String key) {
        doc.edit(() -> edits.delete(key));
    }
}
