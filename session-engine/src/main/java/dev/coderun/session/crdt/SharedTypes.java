package dev.coderun.session.crdt;

import dev.coderun.session.codec.Json;
import dev.coderun.session.codec.Undefined;
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
        return switch (value) {
            case Branch branch -> view(doc, branch);
            case String json when store.kind(item) == Kind.JSON -> json(json);
            case String json when store.kind(item) == Kind.EMBED -> Json.parse(json);
            case null, default -> value;
        };
    }

    /// What an item of kind JSON says; Yjs writes what JSON has no word for as a word of its own.
    static @Nullable Object json(String text) {
        return text.equals("undefined") ? Undefined.UNDEFINED : Json.parse(text);
    }

    private static Object view(Doc doc, Branch branch) {
        return switch (branch.typeRef) {
            case Branch.MAP, Branch.XML_HOOK -> new SharedMap(doc, branch);
            case Branch.TEXT, Branch.XML_TEXT -> new SharedText(doc, branch);
            case Branch.XML_ELEMENT, Branch.XML_FRAGMENT -> new SharedXml(doc, branch);
            default -> new SharedArray(doc, branch);
        };
    }
}
