package dev.coderun.session.crdt;

import org.jspecify.annotations.Nullable;

/// What a reader sees of an item's content.
final class SharedTypes {
    private SharedTypes() {}

    static @Nullable Object value(Doc doc, int item, int unit) {
        Structure structure = doc.structure();
        StructStore store = structure.store;
        if (store.kind(item) == Kind.STRING) {
            return store.clientOf(item).text.substring(store.content(item) + unit, 1);
        }
        Object value = structure.value(item, unit);
        return value instanceof Branch branch ? view(doc, branch) : value;
    }

    private static Object view(Doc doc, Branch branch) {
        return switch (branch.typeRef) {
            case Branch.MAP, Branch.XML_HOOK -> new SharedMap(doc, branch);
            case Branch.TEXT, Branch.XML_TEXT -> new SharedText(doc, branch);
            default -> new SharedArray(doc, branch);
        };
    }
}
