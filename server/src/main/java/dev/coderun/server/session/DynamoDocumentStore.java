package dev.coderun.server.session;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.session.LeasedWrites.LeaseLostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/// Documents in the table, as `docs/storage.md` describes them.
public final class DynamoDocumentStore implements DocumentStore {

    private static final String NEXT = "next";

    private final Table table;
    private final DynamoDbClient client;
    private final Duration historyRetention;

    public DynamoDocumentStore(Table table, Duration historyRetention) {
        this.table = table;
        this.client = table.client();
        this.historyRetention = historyRetention;
    }

    @Override
    public StoredDocument open(String sessionId) {
        try {
            // The lease first: nothing can be written between what is read here and what this
            // server writes.
            var lease = Leases.take(client, sessionId);
            var reader = new DocumentReader(client, sessionId);
            var snapshot = reader.snapshot();
            long covered = snapshot.map(Snapshot::lastSequence).orElse(0L);
            var items = reader.items(Keys.ENTRY_PREFIX);
            var entries =
                    Parts.join(items, Keys.ENTRY_PREFIX).tailMap(covered, false).values().stream()
                            .map(EntryCodec::decode)
                            .toList();
            // After what was never completed too, or its parts would be in the way.
            long last =
                    items.isEmpty() ? 0 : Keys.sequence(Attributes.text(items.getLast(), Table.SK));
            return new StoredDocument(lease, snapshot, entries, Math.max(last, covered) + 1);
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
    }

    @Override
    public List<Append.Result> append(List<Append> appends) {
        return new EntryWriter(table).write(appends);
    }

    @Override
    public boolean replaceBySnapshot(Lease lease, Snapshot snapshot) {
        try {
            new Compaction(table, lease, historyRetention).run(snapshot);
            return true;
        } catch (LeaseLostException e) {
            return false;
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
    }

    @Override
    public void delete(String sessionId) {
        try {
            var lease = Leases.take(client, sessionId);
            var items = new DocumentReader(client, sessionId).allItems();
            var leaseKey = Keys.lease(sessionId);
            new LeasedWrites(table, lease)
                    .delete(
                            items.stream()
                                    .filter(
                                            item ->
                                                    !Attributes.text(item, Table.SK)
                                                            .equals(leaseKey.sk()))
                                    .toList());
            client.deleteItem(delete -> delete.tableName(Table.NAME).key(leaseKey.attributes()));
        } catch (LeaseLostException | SdkException e) {
            throw new StoreDownException(e);
        }
    }

    @Override
    public long nextRunId(String sessionId) {
        try {
            var updated =
                    client.updateItem(
                            update ->
                                    update.tableName(Table.NAME)
                                            .key(Keys.runCounter(sessionId).attributes())
                                            .updateExpression("ADD #next :one")
                                            .expressionAttributeNames(Map.of("#next", NEXT))
                                            .expressionAttributeValues(
                                                    Map.of(":one", Attributes.number(1)))
                                            .returnValues(ReturnValue.UPDATED_NEW));
            return Attributes.number(updated.attributes(), NEXT);
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
    }
}
