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
        var pointer =
                client.getItem(
                                get ->
                                        get.tableName(Table.NAME)
                                                .key(Keys.snapshot(sessionId).attributes())
                                                .consistentRead(true))
                        .item();
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
