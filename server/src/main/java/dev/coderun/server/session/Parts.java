package dev.coderun.server.session;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Key;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.session.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Bytes that may be larger than an item. Each part is an item; part 0 says how many there are and is written last, so
/// that bytes whose part 0 is there are whole.
final class Parts {

    static final int MAX_BYTES = 300_000;

    static final String DATA = "data";
    static final String COUNT = "parts";

    private Parts() {}

    /// In the order of their numbers; one, though empty, for no bytes.
    static List<byte[]> split(byte[] bytes) {
        List<byte[]> parts = new ArrayList<>();
        int start = 0;
        do {
            int end = Math.min(bytes.length, start + MAX_BYTES);
            parts.add(Arrays.copyOfRange(bytes, start, end));
            start = end;
        } while (start < bytes.length);
        return parts;
    }

    /// The bytes whose parts are all there, sorted by the number that follows the prefix in their sort keys.
    static NavigableMap<Long, byte[]> join(List<Map<String, AttributeValue>> items, String prefix) {
        Map<Long, List<Map<String, AttributeValue>>> groups = new TreeMap<>();
        for (var item : items) {
            var rest = Attributes.text(item, Table.SK).substring(prefix.length());
            long number = Long.parseLong(rest.substring(0, rest.indexOf('#')));
            groups.computeIfAbsent(number, _ -> new ArrayList<>()).add(item);
        }
        NavigableMap<Long, byte[]> whole = new TreeMap<>();
        groups.forEach((number, parts) -> whole(parts).ifPresent(all -> whole.put(number, all)));
        return whole;
    }

    /// The items are sorted, since they come from one query.
    private static Optional<byte[]> whole(List<Map<String, AttributeValue>> items) {
        if (!items.getFirst().containsKey(COUNT)) {
            return Optional.empty();
        }
        long count = Attributes.number(items.getFirst(), COUNT);
        var out = new ByteWriter();
        for (int part = 0; part < count; part++) {
            if (part >= items.size() || partNumber(items.get(part)) != part) {
                return Optional.empty();
            }
            out.writeBytes(Attributes.bytes(items.get(part), DATA));
        }
        return Optional.of(out.toByteArray());
    }

    private static int partNumber(Map<String, AttributeValue> item) {
        var sortKey = Attributes.text(item, Table.SK);
        return Integer.parseInt(sortKey.substring(sortKey.lastIndexOf('#') + 1));
    }

    /// The item of one part. `count` is that of all parts, and is told by part 0 alone.
    static Map<String, AttributeValue> item(Key key, int part, List<byte[]> all, Lease lease) {
        var item = new HashMap<>(key.attributes());
        item.put(DATA, Attributes.bytes(all.get(part)));
        item.put(Leases.EPOCH, Attributes.number(lease.epoch()));
        if (part == 0) {
            item.put(COUNT, Attributes.number(all.size()));
        }
        return item;
    }
}
