package dev.coderun.server.session;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.session.LeasedWrites.LeaseLostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Puts a snapshot in place of a document's entries. In an order in which whatever is cut short leaves the document as
/// it was or as it shall be: the entries' copy for the history, the snapshot's parts, the one switch, the removal of
/// what is no longer read.
final class Compaction {

    static final String GENERATION = "generation";
    static final String LAST_SEQUENCE = "lastSequence";
    static final String REVISION = "revision";

    private final String sessionId;
    private final DocumentReader reader;
    private final LeasedWrites writes;
    private final Duration retention;

    Compaction(Table table, Lease lease, Duration retention) {
        this.sessionId = lease.sessionId();
        this.reader = new DocumentReader(table.client(), sessionId);
        this.writes = new LeasedWrites(table, lease);
        this.retention = retention;
    }

    void run(Snapshot snapshot) throws LeaseLostException {
        var before = reader.snapshot();
        if (before.map(Snapshot::generation).orElse(0L) >= snapshot.generation()) {
            return; // an earlier try got so far, though nobody heard of it
        }
        var items = coveredItems(snapshot.lastSequence());
        keepAsHistory(before, Parts.join(items, Keys.ENTRY_PREFIX));
        writes.putParts(
                snapshot.state(),
                part -> Keys.snapshotPart(sessionId, snapshot.generation(), part),
                Map.of());
        writes.putItem(Keys.snapshot(sessionId), pointer(snapshot));
        writes.delete(items);
        if (before.isPresent()) {
            writes.delete(reader.items(Keys.snapshotParts(before.get().generation())));
        }
    }

    private static Map<String, AttributeValue> pointer(Snapshot snapshot) {
        return Map.of(
                GENERATION, Attributes.number(snapshot.generation()),
                LAST_SEQUENCE, Attributes.number(snapshot.lastSequence()),
                REVISION, Attributes.number(snapshot.revision()));
    }

    /// Also those that an earlier snapshot covered and that were not removed any more.
    private List<Map<String, AttributeValue>> coveredItems(long lastSequence) {
        var afterLast = Keys.entryPart(sessionId, lastSequence + 1, 0).sk();
        return reader.items(Keys.ENTRY_PREFIX).stream()
                .filter(item -> Attributes.text(item, Table.SK).compareTo(afterLast) < 0)
                .toList();
    }

    private void keepAsHistory(Optional<Snapshot> before, NavigableMap<Long, byte[]> encoded)
            throws LeaseLostException {
        long covered = before.map(Snapshot::lastSequence).orElse(0L);
        var entries = encoded.tailMap(covered, false);
        if (entries.isEmpty() || retention.isZero()) {
            return;
        }
        var segment =
                new HistorySegment(
                        before.map(Snapshot::revision).orElse(0L),
                        before.map(Snapshot::state).orElse(HistorySegment.NOTHING),
                        entries.values().stream().map(EntryCodec::decode).toList());
        long first = entries.firstKey();
        var expires = segment.end().plus(retention).getEpochSecond();
        writes.putParts(
                segment.encode(),
                part -> Keys.historyPart(sessionId, first, part),
                Map.of(Table.EXPIRES, Attributes.number(expires)));
    }
}
