package dev.coderun.server.session;

import static dev.coderun.server.dynamodb.Table.answered;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Items;
import dev.coderun.server.dynamodb.Key;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.Table;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Which sessions there are, and how many each user has made. Each call throws
/// [dev.coderun.server.dynamodb.StoreDownException] when the table does not answer.
public final class SessionCatalog {

    private static final String COUNT = "count";

    private final Table table;
    private final DynamoDbClient client;
    private final Items items;
    private final SessionPlaces places;

    /// How many sessions one user has made and not deleted.
    private final int sessionsPerUser;

    public SessionCatalog(Table table, int sessionsPerUser, InstantSource time) {
        this.sessionsPerUser = sessionsPerUser;
        this.table = table;
        this.client = table.client();
        this.items = new Items(table, time);
        this.places = new SessionPlaces(table, time);
    }

    SessionPlaces places() {
        return places;
    }

    /// Whether a user may make another session now. What [#create] does is what counts.
    boolean hasRoomForOneMore(String userId) {
        return items.find(Keys.sessionCounter(userId))
                .map(item -> Attributes.number(item, COUNT) < sessionsPerUser)
                .orElse(true);
    }

    /// False if its owner has too many.
    boolean create(SessionInfo session) {
        try {
            return answered(
                    () -> {
                        table.transact(
                                List.of(
                                        put(SessionItems.item(session)),
                                        put(places.ofOwner(session)),
                                        countOneMore(session.ownerId())));
                        return true;
                    });
        } catch (TransactionCanceledException e) {
            return false;
        }
    }

    private static TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(Put.builder().tableName(Table.NAME).item(item).build())
                .build();
    }

    private TransactWriteItem countOneMore(String userId) {
        return count(
                userId,
                1,
                "attribute_not_exists(#count) OR #count < :max",
                Map.of(":max", Attributes.number(sessionsPerUser)));
    }

    private static TransactWriteItem count(
            String userId, int more, String condition, Map<String, AttributeValue> limits) {
        var values = new HashMap<>(limits);
        values.put(":more", Attributes.number(more));
        return TransactWriteItem.builder()
                .update(
                        update ->
                                update.tableName(Table.NAME)
                                        .key(Keys.sessionCounter(userId).attributes())
                                        .updateExpression("ADD #count :more")
                                        .conditionExpression(condition)
                                        .expressionAttributeNames(Map.of("#count", COUNT))
                                        .expressionAttributeValues(values))
                .build();
    }

    Optional<SessionInfo> find(String sessionId) {
        return items.find(Keys.session(sessionId)).map(SessionItems::session);
    }

    /// Stores what is other than before, and nothing else, for that may have changed meanwhile. False if there is no such
    /// session any more, or if it has changed meanwhile and that matters.
    boolean change(SessionInfo before, SessionInfo after, boolean mattersWhetherItIsAsBefore) {
        var change = new SessionChange(before, after);
        if (change.isNone()) {
            return true;
        }
        if (mattersWhetherItIsAsBefore) {
            change.onlyIfAsBefore();
        }
        try {
            answered(() -> client.updateItem(change.update()));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /// Removes everything about a session but its document.
    void delete(SessionInfo session) {
        var sessionId = session.id();
        try {
            // What makes it a session goes first; what a crash leaves behind leads nowhere.
            answered(
                    () -> {
                        table.transact(List.of(removal(sessionId), countOneLess(session)));
                        return session;
                    });
        } catch (TransactionCanceledException e) {
            // It is gone, and was counted off then.
        }
        keysOf(sessionId).forEach(items::remove);
    }

    private static TransactWriteItem removal(String sessionId) {
        return TransactWriteItem.builder()
                .delete(
                        delete ->
                                delete.tableName(Table.NAME)
                                        .key(Keys.session(sessionId).attributes())
                                        .conditionExpression("attribute_exists(pk)"))
                .build();
    }

    private static TransactWriteItem countOneLess(SessionInfo session) {
        return count(
                session.ownerId(),
                -1,
                "attribute_not_exists(#count) OR #count > :none",
                Map.of(":none", Attributes.number(0)));
    }

    /// Of members and links, what has expired too.
    private List<Key> keysOf(String sessionId) {
        var partition = Attributes.text(Keys.sessionPartition(sessionId));
        return answered(
                () -> {
                    List<Key> keys = new ArrayList<>();
                    client.queryPaginator(
                                    query ->
                                            query.tableName(Table.NAME)
                                                    .keyConditionExpression("pk = :session")
                                                    .expressionAttributeValues(
                                                            Map.of(":session", partition)))
                            .items()
                            .forEach(
                                    item ->
                                            keys.add(
                                                    new Key(
                                                            Attributes.text(item, Table.PK),
                                                            Attributes.text(item, Table.SK))));
                    return keys;
                });
    }

    /// Removes the count of a user's sessions, once there are none.
    void forgetCount(String userId) {
        items.remove(Keys.sessionCounter(userId));
    }
}
