package dev.coderun.server.session;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.session.codec.MalformedInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads a document's items, as they are after the last write.
final class DocumentReader {

    private final DynamoDbClient client;
    private final String sessionId;

    DocumentReader(DynamoDbClient client, String sessionId) {
        this.client = client;
        this.sessionId = sessionId;
    }

    Optional<Snapshot> snapshot() {
        var pointer = snapshotPointer();
        if (pointer.isEmpty()) {
            return Optional.empty();
        }
        long generation = Attributes.number(pointer, Compaction.GENERATION);
        var parts = Parts.join(items(Keys.snapshotParts(generation)), Keys.SNAPSHOT_PART_PREFIX);
        var state = parts.get(generation);
        if (state == null) {
            throw new MalformedInputException("a snapshot without all of its parts");
        }
        return Optional.of(
                new Snapshot(
                        generation,
                        Attributes.number(pointer, Compaction.LAST_SEQUENCE),
                        Attributes.number(pointer, Compaction.REVISION),
                        state));
    }

    /// Which snapshot counts and what it covers; no attributes while there is none.
    Map<String, AttributeValue> snapshotPointer() {
        return client.getItem(
                        get ->
                                get.tableName(Table.NAME)
                                        .key(Keys.snapshot(sessionId).attributes())
                                        .consistentRead(true))
                .item();
    }

    /// The parts of the history segments that begin before an entry, the newest first, read only as far as one goes.
    Iterable<Map<String, AttributeValue>> historyItemsBefore(long sequence) {
        return itemsBetween(
                Keys.HISTORY_PREFIX, Keys.HISTORY_PREFIX + Keys.padded(sequence), false);
    }

    /// The notes of restored versions, of these revisions and those between.
    Iterable<Map<String, AttributeValue>> restoredItems(long firstRevision, long lastRevision) {
        return itemsBetween(
                Keys.restored(sessionId, firstRevision).sk(),
                Keys.restored(sessionId, lastRevision).sk(),
                true);
    }

    private Iterable<Map<String, AttributeValue>> itemsBetween(
            String first, String last, boolean forwards) {
        return client.queryPaginator(
                        query ->
                                query.tableName(Table.NAME)
                                        .consistentRead(true)
                                        .keyConditionExpression(
                                                "pk = :document AND sk BETWEEN :first AND :last")
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":document",
                                                        Attributes.text(
                                                                Keys.documentPartition(sessionId)),
                                                        ":first",
                                                        Attributes.text(first),
                                                        ":last",
                                                        Attributes.text(last)))
                                        .scanIndexForward(forwards))
                .items();
    }

    /// The items of the partition whose sort keys begin so, in their order.
    List<Map<String, AttributeValue>> items(String prefix) {
        return query(
                "pk = :document AND begins_with(sk, :prefix)",
                Map.of(
                        ":document", Attributes.text(Keys.documentPartition(sessionId)),
                        ":prefix", Attributes.text(prefix)));
    }

    /// Everything there is of the document.
    List<Map<String, AttributeValue>> allItems() {
        return query(
                "pk = :document",
                Map.of(":document", Attributes.text(Keys.documentPartition(sessionId))));
    }

    private List<Map<String, AttributeValue>> query(
            String condition, Map<String, AttributeValue> values) {
        return client
                .queryPaginator(
                        query ->
                                query.tableName(Table.NAME)
                                        .consistentRead(true)
                                        .keyConditionExpression(condition)
                                        .expressionAttributeValues(values))
                .items()
                .stream()
                .toList();
    }
}
