package dev.coderun.session.crdt;

import dev.coderun.session.codec.AnyCodec;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads a live document as plain values, in the form in which `yjs-oracle.mjs` reads its own.
final class Contents {
    private Contents() {}

    static List<@Nullable Object> of(Doc doc) {
        return List.of(
                text(doc.text("t")), array(doc.array("a")), map(doc.map("m")), xml(doc.xml("x")));
    }

    static byte[] encoded(@Nullable Object value) {
        var out = new ByteWriter();
        AnyCodec.write(out, value);
        return out.toByteArray();
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case Subdocument subdocument -> List.of("doc", subdocument.guid());
            case SharedText text -> text(text);
            case SharedMap map -> map(map);
            case SharedArray array -> array(array);
            case SharedXml xml -> xml(xml);
            case null, default -> value;
        };
    }

    private static List<Object> text(SharedText text) {
        List<Object> segments = new ArrayList<>();
        for (TextSegment segment : text.segments()) {
            segments.add(List.of(inserted(segment.insert()), sorted(segment.attributes())));
        }
        return List.of("text", (long) text.length(), segments, entries(text.attributes()));
    }

    private static Object inserted(@Nullable Object insert) {
        return insert instanceof Map
                ? List.of("embed", Json.stringify(insert))
                : Objects.requireNonNull(value(insert));
    }

    private static List<Object> sorted(Map<String, @Nullable Object> attributes) {
        List<Object> pairs = new ArrayList<>();
        new TreeMap<>(attributes)
                .forEach((key, value) -> pairs.add(List.of(key, Json.stringify(value))));
        return pairs;
    }

    private static List<Object> array(SharedArray array) {
        return List.of("array", values(array.toList()));
    }

    private static List<@Nullable Object> values(List<@Nullable Object> list) {
        List<@Nullable Object> values = new ArrayList<>();
        list.forEach(value -> values.add(value(value)));
        return values;
    }

    private static List<Object> map(SharedMap map) {
        return map.hookName().isPresent()
                ? List.of("hook", map.hookName().get(), entries(map))
                : List.of("map", entries(map));
    }

    private static List<Object> entries(SharedMap map) {
        List<Object> pairs = new ArrayList<>();
        for (String key : new TreeSet<>(map.keys())) {
            List<@Nullable Object> pair = new ArrayList<>();
            pair.add(key);
            pair.add(value(map.get(key)));
            pairs.add(pair);
        }
        return pairs;
    }

    private static List<Object> xml(SharedXml xml) {
        return xml.name().isPresent()
                ? List.of(
                        "element",
                        xml.name().get(),
                        entries(xml.attributes()),
                        values(xml.toList()))
                : List.of("fragment", values(xml.toList()));
    }
}
