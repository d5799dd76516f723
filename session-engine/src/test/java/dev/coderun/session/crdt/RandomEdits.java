package dev.coderun.session.crdt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Random local edits of a document, recorded so that yjs can do the same.
final class RandomEdits {
    private static final List<String> WORDS =
            List.of("a", "xy", "hello", "\n", "ß", "Grüße", "日本", "😀", "a😀b");
    private static final List<String> KEYS = List.of("k0", "k1", "k2", "ключ", "");

    private final Doc doc;
    private final SplittableRandom random;
    private final boolean hasFormats;
    private final List<@Nullable Object> operations = new ArrayList<>();

    private record Place(List<Object> path, Object type) {}

    RandomEdits(Doc doc, SplittableRandom random, boolean hasFormats) {
        this.hasFormats = hasFormats;
        this.doc = doc;
        this.random = random;
    }

    /// As `yjs-oracle.mjs` takes them: a path, the operation's name, its arguments.
    List<@Nullable Object> operations() {
        return operations;
    }

    void make() {
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            List<Place> places = new ArrayList<>();
            collect(List.of("t"), doc.text("t"), places);
            collect(List.of("a"), doc.array("a"), places);
            collect(List.of("m"), doc.map("m"), places);
            collect(List.of("x"), doc.xml("x"), places);
            Place place = places.get(random.nextInt(places.size()));
            switch (place.type()) {
                case SharedText text -> edit(place.path(), text);
                case SharedArray array -> edit(place.path(), array);
                case SharedMap map -> edit(place.path(), map);
                case SharedXml xml -> edit(place.path(), xml);
                default -> throw new AssertionError(place);
            }
        }
    }

    private static void collect(List<Object> path, @Nullable Object type, List<Place> places) {
        switch (type) {
            case SharedText text -> places.add(new Place(path, text));
            case SharedMap map -> {
                places.add(new Place(path, map));
                for (String key : map.keys()) {
                    collect(append(path, key), map.get(key), places);
                }
            }
            case SharedArray array -> {
                places.add(new Place(path, array));
                for (int i = 0; i < array.length(); i++) {
                    collect(append(path, (long) i), array.get(i), places);
                }
            }
            case SharedXml xml -> {
                places.add(new Place(path, xml));
                for (int i = 0; i < xml.length(); i++) {
                    collect(append(path, (long) i), xml.get(i), places);
                }
            }
            case null, default -> {}
        }
    }

    private static List<Object> append(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private void edit(List<Object> path, SharedText text) {
        if (random.nextInt(8) == 0) {
            editAttributes(path, text.attributes());
            return;
        }
        if (hasFormats && random.nextInt(2) == 0) {
            format(text);
            return;
        }
        if (random.nextInt(2) == 0 || text.length() == 0) {
            int index = random.nextInt(text.length() + 1);
            String word = pick(WORDS);
            record(path, "insertText", (long) index, word);
            text.insert(index, word);
        } else {
            int index = random.nextInt(text.length());
            int length = 1 + random.nextInt(Math.min(8, text.length() - index));
            record(path, "delete", (long) index, (long) length);
            text.delete(index, length);
        }
    }

    private void format(SharedText text) {
        Map<String, @Nullable Object> attributes = new HashMap<>();
        attributes.put(pick(List.of("bold", "color")), random.nextBoolean() ? null : "red");
        int index = random.nextInt(text.length() + 1);
        switch (random.nextInt(3)) {
            case 0 -> text.insert(index, pick(WORDS), attributes);
            case 1 -> text.insertEmbed(index, Map.of("image", "x"));
            default -> text.format(index, random.nextInt(text.length() - index + 1), attributes);
        }
    }

    private void edit(List<Object> path, SharedArray array) {
        int choice = random.nextInt(4);
        if (choice == 0 && array.length() > 0) {
            int index = random.nextInt(array.length());
            int length = 1 + random.nextInt(Math.min(3, array.length() - index));
            record(path, "delete", (long) index, (long) length);
            array.delete(index, length);
            return;
        }
        int index = random.nextInt(array.length() + 1);
        if (choice == 1) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    record(path, "insertType", (long) index, "text");
                    SharedText _ = array.insertText(index);
                }
                case 1 -> {
                    record(path, "insertType", (long) index, "map");
                    SharedMap _ = array.insertMap(index);
                }
                default -> {
                    record(path, "insertType", (long) index, "array");
                    SharedArray _ = array.insertArray(index);
                }
            }
            return;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            values.add(value());
        }
        record(path, "insert", (long) index, values);
        array.insert(index, values);
    }

    private void edit(List<Object> path, SharedMap map) {
        String key = pick(KEYS);
        switch (random.nextInt(6)) {
            case 0 -> {
                record(path, "delete", key);
                map.delete(key);
            }
            case 1 -> {
                record(path, "setType", key, "map");
                SharedMap _ = map.setMap(key);
            }
            case 2 -> {
                record(path, "setType", key, "text");
                SharedText _ = map.setText(key);
            }
            default -> {
                Object value = value();
                record(path, "set", key, value);
                map.set(key, value);
            }
        }
    }

    private void edit(List<Object> path, SharedXml xml) {
        int choice = random.nextInt(xml.name().isPresent() ? 8 : 4);
        if (choice >= 4) {
            editAttributes(path, xml.attributes());
        } else if (choice == 0 && xml.length() > 0) {
            int index = random.nextInt(xml.length());
            record(path, "delete", (long) index, 1L);
            xml.delete(index, 1);
        } else {
            insert(path, xml, random.nextInt(xml.length() + 1));
        }
    }

    private void insert(List<Object> path, SharedXml xml, int index) {
        switch (random.nextInt(3)) {
            case 0 -> {
                record(path, "insertType", (long) index, "xmlText");
                SharedText _ = xml.insertText(index);
            }
            case 1 -> {
                record(path, "insertType", (long) index, "hook", "a hook");
                SharedMap _ = xml.insertHook(index, "a hook");
            }
            default -> {
                String name = pick(List.of("p", "ü"));
                record(path, "insertType", (long) index, "element", name);
                SharedXml _ = xml.insertElement(index, name);
            }
        }
    }

    private void editAttributes(List<Object> path, SharedMap attributes) {
        String key = pick(KEYS);
        if (random.nextInt(4) == 0) {
            record(path, "removeAttribute", key);
            attributes.delete(key);
        } else {
            Object value = value();
            record(path, "setAttribute", key, value);
            attributes.set(key, value);
        }
    }

    private @Nullable Object value() {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> true;
            case 2 -> (long) random.nextInt();
            case 3 -> random.nextInt(100) / 4.0;
            case 4 -> List.of(1L, "x");
            case 5 -> Map.of("a", 1L);
            case 6 -> new byte[] {1, 2};
            default -> pick(WORDS);
        };
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void record(List<Object> path, String operation, @Nullable Object... arguments) {
        List<@Nullable Object> call = new ArrayList<>();
        call.add(path);
        call.add(operation);
        call.addAll(Arrays.asList(arguments));
        operations.add(call);
    }
}
