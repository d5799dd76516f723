package dev.coderun.server.session;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Key;
import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.server.dynamodb.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Writes and removals in a document's partition, in as many transactions as they need, each only while the lease
/// holds.
final class LeasedWrites {

    /// The check is one action of each transaction.
    private static final int MAX_DELETIONS = EntryWriter.MAX_ACTIONS - 1;

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";

    private final Table table;
    private final Lease lease;

    LeasedWrites(Table table, Lease lease) {
        this.table = table;
        this.lease = lease;
    }

    /// Another server holds the document: nothing was written.
    static final class LeaseLostException extends Exception {

        private static final long serialVersionUID = 1L;
    }

    /// Writes bytes in parts, part 0 last, over whatever lies there.
    ///
    /// @param extra more attributes of each part
    void putParts(byte[] bytes, IntFunction<Key> keys, Map<String, AttributeValue> extra)
            throws LeaseLostException {
        var parts = Parts.split(bytes);
        List<TransactWriteItem> actions = new ArrayList<>();
        int size = 0;
        for (int part = parts.size() - 1; part >= 0; part--) {
            if (size + parts.get(part).length > EntryWriter.MAX_TRANSACTION_BYTES) {
                run(actions);
                actions.clear();
                size = 0;
            }
            var item = Parts.item(keys.apply(part), part, parts, lease);
            actions.add(put(with(item, extra)));
            size += parts.get(part).length;
        }
        run(actions);
    }

    void putItem(Key key, Map<String, AttributeValue> attributes) throws LeaseLostException {
        run(List.of(put(with(key.attributes(), attributes))));
    }

    void delete(List<Map<String, AttributeValue>> items) throws LeaseLostException {
        for (int start = 0; start < items.size(); start += MAX_DELETIONS) {
            var some = items.subList(start, Math.min(items.size(), start + MAX_DELETIONS));
            run(some.stream().map(LeasedWrites::deletion).toList());
        }
    }

    private static TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder().put(put -> put.tableName(Table.NAME).item(item)).build();
    }

    private static TransactWriteItem deletion(Map<String, AttributeValue> item) {
        var key = new Key(Attributes.text(item, Table.PK), Attributes.text(item, Table.SK));
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(Table.NAME).key(key.attributes()))
                .build();
    }

    private static Map<String, AttributeValue> with(
            Map<String, AttributeValue> item, Map<String, AttributeValue> extra) {
        var all = new HashMap<>(item);
        all.putAll(extra);
        return all;
    }

    private void run(List<TransactWriteItem> actions) throws LeaseLostException {
        List<TransactWriteItem> all = new ArrayList<>(actions);
        all.addFirst(Leases.check(lease));
        try {
            table.transact(all);
        } catch (TransactionCanceledException e) {
            if (CONDITION_FAILED.equals(e.cancellationReasons().getFirst().code())) {
                throw new LeaseLostException();
            }
            throw new StoreDownException(e);
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
    }
}
