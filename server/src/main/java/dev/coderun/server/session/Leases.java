package dev.coderun.server.session;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.Table;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The lease items: a number that grows with each server that takes a document.
final class Leases {

    static final String EPOCH = "epoch";

    private Leases() {}

    /// Whoever held it before can write nothing more once this returns.
    static Lease take(DynamoDbClient client, String sessionId) {
        var item =
                client.updateItem(
                                update ->
                                        update.tableName(Table.NAME)
                                                .key(Keys.lease(sessionId).attributes())
                                                .updateExpression("ADD #epoch :one")
                                                .expressionAttributeNames(Map.of("#epoch", EPOCH))
                                                .expressionAttributeValues(
                                                        Map.of(":one", Attributes.number(1)))
                                                .returnValues(ReturnValue.UPDATED_NEW))
                        .attributes();
        return new Lease(sessionId, Attributes.number(item, EPOCH));
    }

    /// Lets a transaction through only while the lease holds.
    static TransactWriteItem check(Lease lease) {
        return TransactWriteItem.builder()
                .conditionCheck(
                        check ->
                                check.tableName(Table.NAME)
                                        .key(Keys.lease(lease.sessionId()).attributes())
                                        .conditionExpression("#epoch = :epoch")
                                        .expressionAttributeNames(Map.of("#epoch", EPOCH))
                                        .expressionAttributeValues(
                                                Map.of(":epoch", Attributes.number(lease.epoch()))))
                .build();
    }
}
