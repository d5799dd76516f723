package dev.coderun.server.dynamodb;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Reads and writes single items. What has expired is not there, whether it has been removed yet or not. Each call throws
/// [StoreDownException] when the table does not answer.
public final class Items {

    private static final String IS_NEW = "attribute_not_exists(pk)";
    private static final String EXISTS = "attribute_exists(pk)";

    private final Table table;
    private final DynamoDbClient client;
    private final InstantSource time;

    public Items(Table table, InstantSource time) {
        this.table = table;
        this.client = table.client();
        this.time = time;
    }

    public Optional<Map<String, AttributeValue>> find(Key key) {
        var answer =
                Table.answered(
                        () ->
                                client.getItem(
                                        get ->
                                                get.tableName(Table.NAME)
                                                        .key(key.attributes())
                                                        .consistentRead(true)));
        return Optional.of(answer.item()).filter(item -> !item.isEmpty() && isCurrent(item));
    }

    /// Those of a few items that are there, in one request and in no order.
    public List<Map<String, AttributeValue>> findAll(List<Key> keys) {
        var asked =
                KeysAndAttributes.builder()
                        .keys(keys.stream().map(Key::attributes).toList())
                        .consistentRead(true)
                        .build();
        return Table.answered(
                () ->
                        client
                                .batchGetItemPaginator(
                                        get -> get.requestItems(Map.of(Table.NAME, asked)))
                                .stream()
                                .flatMap(
                                        page ->
                                                page
                                                        .responses()
                                                        .getOrDefault(Table.NAME, List.of())
                                                        .stream())
                                .filter(this::isCurrent)
                                .toList());
    }

    /// The items of a partition whose sort key begins so, in its order.
    public List<Map<String, AttributeValue>> list(String pk, String prefix, int max) {
        return Table.answered(
                () ->
                        client
                                .queryPaginator(
                                        query ->
                                                query.tableName(Table.NAME)
                                                        .consistentRead(true)
                                                        .keyConditionExpression(
                                                                "pk = :pk AND begins_with(sk,"
                                                                        + " :prefix)")
                                                        .expressionAttributeValues(
                                                                Map.of(
                                                                        ":pk",
                                                                        Attributes.text(pk),
                                                                        ":prefix",
                                                                        Attributes.text(prefix))))
                                .items()
                                .stream()
                                .filter(this::isCurrent)
                                .limit(max)
                                .toList());
    }

    /// False if there is one already.
    public boolean putNew(Map<String, AttributeValue> item) {
        return holds(
                () ->
                        client.putItem(
                                put ->
                                        put.tableName(Table.NAME)
                                                .item(item)
                                                .conditionExpression(IS_NEW)));
    }

    /// Puts all of these, or none and answers false if one of them is there already.
    public boolean putAllNew(List<Map<String, AttributeValue>> items) {
        return transact(
                items.stream()
                        .map(
                                item ->
                                        TransactWriteItem.builder()
                                                .put(
                                                        Put.builder()
                                                                .tableName(Table.NAME)
                                                                .item(item)
                                                                .conditionExpression(IS_NEW)
                                                                .build())
                                                .build())
                        .toList());
    }

    /// Removes all of these, or none and answers false if one of them, or the one that stays, is not there.
    public boolean removeAllBeside(Key staying, List<Key> keys) {
        var actions = new ArrayList<TransactWriteItem>();
        actions.add(
                TransactWriteItem.builder()
                        .conditionCheck(
                                check ->
                                        check.tableName(Table.NAME)
                                                .key(staying.attributes())
                                                .conditionExpression(EXISTS))
                        .build());
        for (var key : keys) {
            actions.add(
                    TransactWriteItem.builder()
                            .delete(
                                    delete ->
                                            delete.tableName(Table.NAME)
                                                    .key(key.attributes())
                                                    .conditionExpression(EXISTS))
                            .build());
        }
        return transact(actions);
    }

    /// Sets attributes of an item that is there, an empty text removing one; false if it is not.
    public boolean set(Key key, Map<String, AttributeValue> values) {
        return setIf(key, values, Map.of());
    }

    /// The same if an attribute still is what it was.
    public boolean setIf(
            Key key,
            Map<String, AttributeValue> values,
            String attribute,
            AttributeValue expected) {
        return setIf(key, values, Map.of(attribute, Optional.of(expected)));
    }

    /// The same if each of these attributes still is what it was, or still is not there.
    public boolean setIf(
            Key key,
            Map<String, AttributeValue> values,
            Map<String, Optional<AttributeValue>> expected) {
        var names = new HashMap<String, String>();
        var all = new HashMap<String, AttributeValue>();
        var assignments = new ArrayList<String>();
        values.forEach(
                (name, value) -> {
                    names.put("#" + name, name);
                    all.put(":" + name, value);
                    assignments.add("#" + name + " = :" + name);
                });
        var conditions = new ArrayList<>(List.of(EXISTS));
        expected.forEach(
                (name, value) -> {
                    names.put("#" + name, name);
                    value.ifPresent(present -> all.put(":old_" + name, present));
                    conditions.add(
                            value.isPresent()
                                    ? "#" + name + " = :old_" + name
                                    : "attribute_not_exists(#" + name + ")");
                });
        return holds(
                () ->
                        client.updateItem(
                                update ->
                                        update.tableName(Table.NAME)
                                                .key(key.attributes())
                                                .conditionExpression(
                                                        String.join(" AND ", conditions))
                                                .updateExpression(
                                                        "SET " + String.join(", ", assignments))
                                                .expressionAttributeNames(names)
                                                .expressionAttributeValues(all)));
    }

    public void put(Map<String, AttributeValue> item) {
        Table.answered(() -> client.putItem(put -> put.tableName(Table.NAME).item(item)));
    }

    /// False if it was not there.
    public boolean remove(Key key) {
        return holds(
                () ->
                        client.deleteItem(
                                delete ->
                                        delete.tableName(Table.NAME)
                                                .key(key.attributes())
                                                .conditionExpression(EXISTS)));
    }

    private boolean transact(List<TransactWriteItem> actions) {
        return holds(
                () -> {
                    table.transact(actions);
                    return actions;
                });
    }

    private boolean isCurrent(Map<String, AttributeValue> item) {
        return !item.containsKey(Table.EXPIRES)
                || Attributes.number(item, Table.EXPIRES) > time.instant().getEpochSecond();
    }

    private static boolean holds(Supplier<?> request) {
        try {
            Table.answered(request);
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        } catch (TransactionCanceledException e) {
            var reasons = e.cancellationReasons().stream().map(CancellationReason::code);
            if (reasons.anyMatch("ConditionalCheckFailed"::equals)) {
                return false;
            }
            throw new StoreDownException(e);
        }
    }
}
