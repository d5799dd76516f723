package dev.coderun.session.crdt;

import dev.coderun.session.codec.AnyCodec;
import dev.coderun.session.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads a live document as plain values, in the form in which `yjs-oracle.mjs` reads its own.
final class Contents {
    private final Structure structure;
    private final StructStore store;

    private Contents(Doc doc) {
        structure = doc.structure();
        store = structure.store;
    }

    static List<@Nullable Object> of(Doc doc) {
        var contents = new Contents(doc);
        Branches branches = doc.structure().branches;
        return List.of(
                contents.text(branches.root("t")),
                contents.array(branches.root("a")),
                contents.map(branches.root("m")),
                List.of("fragment", contents.list(branches.root("x"))));
    }

    static byte[] encoded(@Nullable Object value) {
        var out = new ByteWriter();
        AnyCodec.write(out, value);
        return out.toByteArray();
    }

    private List<Object> text(Branch branch) {
        List<Object> segments = new ArrayList<>();
        var attributes = new TreeMap<String, String>();
        var run = new StringBuilder();
        for (int item = branch.first; item != StructStore.NONE; item = store.right(item)) {
            if (store.isDeleted(item)) {
                continue;
            }
            if (store.kind(item) == Kind.STRING) {
                store.clientOf(item).text.appendTo(run, store.content(item), store.length(item));
                continue;
            }
            flush(run, attributes, segments);
            Object value = structure.value(item, 0);
            if (value instanceof FormatMark mark) {
                if (mark.valueJson().equals("null")) {
                    attributes.remove(mark.key());
                } else {
                    attributes.put(mark.key(), mark.valueJson());
                }
            } else if (store.kind(item) == Kind.EMBED) {
                segments.add(List.of(List.of("embed", String.valueOf(value)), sorted(attributes)));
            }
        }
        flush(run, attributes, segments);
        return List.of("text", (long) branch.length, segments);
    }

    private static void flush(
            StringBuilder run, Map<String, String> attributes, List<Object> segments) {
        if (!run.isEmpty()) {
            segments.add(List.of(run.toString(), sorted(attributes)));
            run.setLength(0);
        }
    }

    private static List<Object> sorted(Map<String, String> attributes) {
        List<Object> pairs = new ArrayList<>();
        attributes.forEach((key, value) -> pairs.add(List.of(key, value)));
        return pairs;
    }

    private List<Object> array(Branch branch) {
        return List.of("array", list(branch));
    }

    private List<@Nullable Object> list(Branch branch) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int item = branch.first; item != StructStore.NONE; item = store.right(item)) {
            for (int i = 0; i < store.visibleLength(item); i++) {
                values.add(value(structure.value(item, i)));
            }
        }
        return values;
    }

    private List<Object> map(Branch branch) {
        return List.of("map", entries(branch));
    }

    private List<Object> entries(Branch branch) {
        var byKey = new TreeMap<String, @Nullable Object>();
        for (MapEntry entry : branch.entries()) {
            if (!store.isDeleted(entry.last)) {
                byKey.put(
                        entry.key,
                        value(structure.value(entry.last, store.length(entry.last) - 1)));
            }
        }
        List<Object> pairs = new ArrayList<>();
        byKey.forEach(
                (key, value) -> {
                    List<@Nullable Object> pair = new ArrayList<>();
                    pair.add(key);
                    pair.add(value);
                    pairs.add(pair);
                });
        return pairs;
    }

    private @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case Subdocument subdocument -> List.of("doc", subdocument.guid());
            case Branch branch ->
                    switch (branch.typeRef) {
                        case Branch.TEXT, Branch.XML_TEXT -> text(branch);
                        case Branch.MAP -> map(branch);
                        case Branch.ARRAY -> array(branch);
                        case Branch.XML_ELEMENT ->
                                List.of("element", branch.name, entries(branch), list(branch));
                        default -> List.of("fragment", list(branch));
                    };
            case null, default -> value;
        };
    }
}
