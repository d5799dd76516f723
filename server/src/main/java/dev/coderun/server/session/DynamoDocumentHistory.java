package dev.coderun.server.session;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.session.codec.MalformedInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The past in the table: what no snapshot covers yet, and before it the history segments.
public final class DynamoDocumentHistory implements DocumentHistory {

    /// A compaction may switch to another snapshot while one is read; it does so every few minutes at most.
    private static final int MAX_TRIES = 3;

    private static final String VERSION = "version";
    private static final String VERSION_TIME = "versionTime";

    private final Table table;
    private final Duration retention;
    private final InstantSource time;

    public DynamoDocumentHistory(Table table, Duration retention, InstantSource time) {
        this.table = table;
        this.retention = retention;
        this.time = time;
    }

    @Override
    public Optional<Stretch> before(String sessionId, long sequence) {
        try {
            var reader = new DocumentReader(table.client(), sessionId);
            for (int attempt = 1; ; attempt++) {
                var pointer = reader.snapshotPointer();
                try {
                    var found = before(reader, pointer, sequence);
                    if (reader.snapshotPointer().equals(pointer)) {
                        return found;
                    }
                } catch (MalformedInputException e) {
                    if (reader.snapshotPointer().equals(pointer)) {
                        throw e;
                    }
                }
                if (attempt == MAX_TRIES) {
                    throw new StoreDownException(
                            new IllegalStateException("the snapshot changes all the time"));
                }
            }
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
    }

    private Optional<Stretch> before(
            DocumentReader reader, Map<String, AttributeValue> pointer, long sequence) {
        long covered = pointer.isEmpty() ? 0 : Attributes.number(pointer, Compaction.LAST_SEQUENCE);
        if (sequence > covered + 1) {
            var entries =
                    Parts.join(reader.items(Keys.ENTRY_PREFIX), Keys.ENTRY_PREFIX)
                            .tailMap(covered, false);
            if (!entries.isEmpty() && entries.firstKey() < sequence) {
                var base = reader.snapshot().map(Snapshot::state).orElse(HistorySegment.NOTHING);
                return Optional.of(
                        new Stretch(
                                entries.firstKey(),
                                base,
                                entries.values().stream().map(EntryCodec::decode).toList()));
            }
        }
        return segmentBefore(reader, sequence);
    }

    private Optional<Stretch> segmentBefore(DocumentReader reader, long sequence) {
        List<Map<String, AttributeValue>> parts = new ArrayList<>();
        for (var part : reader.historyItemsBefore(sequence)) {
            parts.addFirst(part);
            if (part.containsKey(Parts.COUNT)) {
                var whole = Parts.join(parts, Keys.HISTORY_PREFIX);
                parts.clear();
                if (!whole.isEmpty() && !isExpired(part)) {
                    var segment = HistorySegment.decode(whole.firstEntry().getValue());
                    return Optional.of(
                            new Stretch(whole.firstKey(), segment.baseState(), segment.entries()));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isExpired(Map<String, AttributeValue> item) {
        return Attributes.number(item, Table.EXPIRES) <= time.instant().getEpochSecond();
    }

    @Override
    public void noteRestored(String sessionId, RestoreNote note) {
        var item = new HashMap<>(Keys.restored(sessionId, note.revision()).attributes());
        item.put(VERSION, Attributes.text(note.version().text()));
        item.put(VERSION_TIME, Attributes.text(note.versionTime().toString()));
        item.put(Table.EXPIRES, Attributes.number(time.instant().plus(retention).getEpochSecond()));
        try {
            table.client().putItem(put -> put.tableName(Table.NAME).item(item));
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
    }

    @Override
    public List<RestoreNote> restored(String sessionId, long afterRevision, long lastRevision) {
        try {
            List<RestoreNote> notes = new ArrayList<>();
            var reader = new DocumentReader(table.client(), sessionId);
            for (var item : reader.restoredItems(afterRevision + 1, lastRevision)) {
                if (!isExpired(item)) {
                    notes.add(note(item));
                }
            }
            return notes;
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
    }

    private static RestoreNote note(Map<String, AttributeValue> item) {
        return new RestoreNote(
                Keys.restoredRevision(Attributes.text(item, Table.SK)),
                Version.parse(Attributes.text(item, VERSION))
                        .orElseThrow(() -> new MalformedInputException("a note of no version")),
                Instant.parse(Attributes.text(item, VERSION_TIME)));
    }
}
