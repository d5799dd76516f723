package dev.coderun.session.crdt;

import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.MalformedInputException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which clocks of which clients are deleted.
final class DeleteSet {
    private final TreeMap<Long, Ranges> byClient = new TreeMap<>(Comparator.reverseOrder());

    /// The ranges that were added to last, since ranges of one client come in a row.
    private @Nullable Ranges lastRanges;

    private long lastClient;

    static DeleteSet read(ByteReader in) {
        var set = new DeleteSet();
        pass(in, set::add);
        return set;
    }

    // Classes instead of lambdas here and wherever a load passes: the first one in a fresh JVM
    // would wait for their machinery.
    private static final Visitor NOBODY =
            new Visitor() {
                @Override
                public void range(long client, int start, int end) {}
            };

    /// Passes over an encoded delete set, checking it.
    static void check(ByteReader in) {
        pass(in, NOBODY);
    }

    /// Goes through an encoded delete set, checking it.
    static void pass(ByteReader in, Visitor visitor) {
        for (int clients = in.readCount(2); clients > 0; clients--) {
            long client = in.readVarUint();
            for (int ranges = in.readCount(2); ranges > 0; ranges--) {
                int clock = in.readVarUint31();
                int length = in.readVarUint31();
                if (length > Integer.MAX_VALUE - clock) {
                    throw new MalformedInputException("clock above 2^31");
                }
                visitor.range(client, clock, clock + length);
            }
        }
    }

    boolean add(long client, int start, int end) {
        if (start >= end) {
            return false;
        }
        Ranges ranges = lastRanges;
        if (ranges == null || client != lastClient) {
            ranges = byClient.computeIfAbsent(client, _ -> new Ranges());
            lastRanges = ranges;
            lastClient = client;
        }
        return ranges.add(start, end);
    }

    void addAll(DeleteSet other) {
        other.forEach(this::add);
    }

    @Nullable Ranges ranges(long client) {
        return byClient.get(client);
    }

    void removeClient(long client) {
        byClient.remove(client);
        lastRanges = null;
    }

    boolean isEmpty() {
        return byClient.isEmpty();
    }

    /// Takes one range of a client.
    interface Visitor {
        void range(long client, int start, int end);
    }

    void forEach(Visitor visitor) {
        for (Map.Entry<Long, Ranges> entry : byClient.entrySet()) {
            Ranges ranges = entry.getValue();
            for (int i = 0; i < ranges.count(); i++) {
                visitor.range(entry.getKey(), ranges.start(i), ranges.end(i));
            }
        }
    }

    /// The same, but each client's ranges from the last to the first.
    void forEachFromLast(Visitor visitor) {
        for (Map.Entry<Long, Ranges> entry : byClient.entrySet()) {
            Ranges ranges = entry.getValue();
            for (int i = ranges.count() - 1; i >= 0; i--) {
                visitor.range(entry.getKey(), ranges.start(i), ranges.end(i));
            }
        }
    }

    int rangeCount() {
        int sum = 0;
        for (Ranges ranges : byClient.values()) {
            sum += ranges.count();
        }
        return sum;
    }

    void write(ByteWriter out) {
        out.writeVarUint(byClient.size());
        byClient.forEach(
                (client, ranges) -> {
                    out.writeVarUint(client);
                    out.writeVarUint(ranges.count());
                    for (int i = 0; i < ranges.count(); i++) {
                        out.writeVarUint(ranges.start(i));
                        out.writeVarUint(ranges.end(i) - ranges.start(i));
                    }
                });
    }
}
