package dev.coderun.server.session;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Key;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.identity.User;
import dev.coderun.session.live.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Which sessions there are, and who has which role in them. Each call throws [StoreDownException] when the table does
/// not answer.
public final class SessionCatalog {

    static final int PAGE_SIZE = 50;

    private static final String ID = "id";
    private static final String TITLE = "title";
    private static final String LANGUAGE = "language";
    private static final String OWNER_ID = "ownerId";
    private static final String OWNER_NAME = "ownerName";
    private static final String CREATED_AT = "createdAt";
    private static final String OPENED_AT = "openedAt";
    private static final String ROLE = "role";
    private static final String NAME = "name";
    private static final String COUNT = "count";
    private static final String SHARE = "share";
    private static final String ADDRESS_ROLE = "addressRole";
    private static final String GUESTS = "guests";
    private static final String LECTURE = "lecture";

    private final Table table;
    private final DynamoDbClient client;
    private final InstantSource time;

    /// How many sessions one user has made and not deleted.
    private final int sessionsPerUser;

    public SessionCatalog(Table table, int sessionsPerUser, InstantSource time) {
        this.sessionsPerUser = sessionsPerUser;
        this.table = table;
        this.client = table.client();
        this.time = time;
    }

    /// A session in somebody's list, with their role and when they last opened it.
    public record Listed(SessionInfo session, Role role, Instant openedAt) {}

    /// Some of a list.
    ///
    /// @param next where the rest begins; empty if there is none
    public record Page(List<Listed> items, Optional<String> next) {}

    /// Whether a user may make another session now. What [#create] does is what counts.
    boolean hasRoomForOneMore(String userId) {
        return item(Keys.sessionCounter(userId))
                .map(item -> Attributes.number(item, COUNT) < sessionsPerUser)
                .orElse(true);
    }

    /// False if its owner has too many.
    boolean create(SessionInfo session) {
        var item = new HashMap<>(Keys.session(session.id()).attributes());
        item.put(ID, Attributes.text(session.id()));
        item.put(TITLE, Attributes.text(session.title()));
        item.put(LANGUAGE, Attributes.text(session.language()));
        item.put(OWNER_ID, Attributes.text(session.ownerId()));
        item.put(OWNER_NAME, Attributes.text(session.ownerName()));
        item.put(CREATED_AT, Attributes.text(session.createdAt().toString()));
        var member = member(session, session.ownerId(), session.ownerName(), Role.OWNER);
        try {
            return answered(
                    () -> {
                        table.transact(
                                List.of(put(item), put(member), countOneMore(session.ownerId())));
                        return true;
                    });
        } catch (TransactionCanceledException e) {
            return false;
        }
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
        return item(Keys.session(sessionId)).map(SessionCatalog::session);
    }

    /// Puts the session into a user's list, and notes when they opened it. What they may do is not decided here.
    void noteEntrance(SessionInfo session, User user) {
        var values = new HashMap<String, AttributeValue>();
        values.put(":id", Attributes.text(session.id()));
        values.put(":name", Attributes.text(user.name()));
        values.put(":now", Attributes.text(now()));
        values.put(":list", Attributes.text(Keys.sessionsOfUser(user.id())));
        values.put(":place", Attributes.text(place(session)));
        answered(
                () ->
                        client.updateItem(
                                update ->
                                        update.tableName(Table.NAME)
                                                .key(
                                                        Keys.member(session.id(), user.id())
                                                                .attributes())
                                                .updateExpression(
                                                        "SET id = :id, #name = :name, openedAt ="
                                                                + " :now, gsi1pk = :list, gsi1sk ="
                                                                + " :place")
                                                .expressionAttributeNames(Map.of("#name", NAME))
                                                .expressionAttributeValues(values)));
    }

    /// False if there is no such session any more.
    boolean rename(String sessionId, String title) {
        return change(sessionId, "SET title = :title", Map.of(":title", Attributes.text(title)));
    }

    /// Whether it is a lecture, and nothing else of its sharing. False if there is no such session any more.
    boolean lecture(String sessionId, boolean lecture) {
        return change(
                sessionId,
                "SET lecture = :lecture",
                Map.of(":lecture", AttributeValue.fromBool(lecture)));
    }

    /// What having the address gives, and nothing else of its sharing. False if there is no such session any more.
    boolean share(String sessionId, Optional<Role> addressRole, boolean guests) {
        var values = new HashMap<String, AttributeValue>();
        values.put(":guests", AttributeValue.fromBool(guests));
        addressRole.ifPresent(role -> values.put(":role", Attributes.text(role.name())));
        return change(
                sessionId,
                addressRole.isPresent()
                        ? "SET guests = :guests, addressRole = :role"
                        : "SET guests = :guests REMOVE addressRole",
                values);
    }

    private boolean change(
            String sessionId, String expression, Map<String, AttributeValue> values) {
        try {
            answered(
                    () ->
                            client.updateItem(
                                    update ->
                                            update.tableName(Table.NAME)
                                                    .key(Keys.session(sessionId).attributes())
                                                    .conditionExpression("attribute_exists(pk)")
                                                    .updateExpression(expression)
                                                    .expressionAttributeValues(values)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /// The sessions that a user may enter, of those they have been in, the newest first.
    Page list(String userId, Optional<String> after) {
        var partition = Keys.sessionsOfUser(userId);
        var answer =
                answered(
                        () ->
                                client.query(
                                        query -> {
                                            query.tableName(Table.NAME)
                                                    .indexName(Table.INDEX)
                                                    .keyConditionExpression("gsi1pk = :user")
                                                    .expressionAttributeValues(
                                                            Map.of(
                                                                    ":user",
                                                                    Attributes.text(partition)))
                                                    .scanIndexForward(false)
                                                    .limit(PAGE_SIZE);
                                            after.ifPresent(
                                                    place ->
                                                            query.exclusiveStartKey(
                                                                    startKey(
                                                                            userId, partition,
                                                                            place)));
                                        }));
        var found = sessionsAndShares(answer.items());
        List<Listed> items = new ArrayList<>();
        for (var item : answer.items()) {
            var session = found.sessions.get(Attributes.text(item, ID));
            if (session == null) {
                continue;
            }
            var member = MemberStore.member(item);
            new Rights(session, found.shares, time.instant())
                    .of(userId, Optional.of(member))
                    .ifPresent(role -> items.add(new Listed(session, role, member.openedAt())));
        }
        var next =
                answer.hasLastEvaluatedKey()
                        ? Optional.of(Attributes.text(answer.lastEvaluatedKey(), Table.INDEX_SK))
                        : Optional.<String>empty();
        return new Page(items, next);
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
        answered(
                () -> {
                    client.queryPaginator(
                                    query ->
                                            query.tableName(Table.NAME)
                                                    .keyConditionExpression("pk = :session")
                                                    .expressionAttributeValues(
                                                            Map.of(
                                                                    ":session",
                                                                    Attributes.text(
                                                                            Keys.sessionPartition(
                                                                                    sessionId)))))
                            .items()
                            .forEach(
                                    item ->
                                            delete(
                                                    new Key(
                                                            Attributes.text(item, Table.PK),
                                                            Attributes.text(item, Table.SK))));
                    return sessionId;
                });
    }

    /// The ids of all sessions that a user has been in, whatever they may do there now, and of some that are gone.
    List<String> placesOf(String userId) {
        return answered(
                () ->
                        client
                                .queryPaginator(
                                        query ->
                                                query.tableName(Table.NAME)
                                                        .indexName(Table.INDEX)
                                                        .keyConditionExpression("gsi1pk = :user")
                                                        .expressionAttributeValues(
                                                                Map.of(
                                                                        ":user",
                                                                        Attributes.text(
                                                                                Keys.sessionsOfUser(
                                                                                        userId)))))
                                .items()
                                .stream()
                                .map(item -> Attributes.text(item, ID))
                                .toList());
    }

    /// Removes the count of a user's sessions, once there are none.
    void forgetCount(String userId) {
        answered(
                () -> {
                    delete(Keys.sessionCounter(userId));
                    return userId;
                });
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

    /// Removes somebody's place in a session.
    void forget(String sessionId, String userId) {
        answered(
                () -> {
                    delete(Keys.member(sessionId, userId));
                    return sessionId;
                });
    }

    private void delete(Key key) {
        client.deleteItem(delete -> delete.tableName(Table.NAME).key(key.attributes()));
    }

    private record Found(Map<String, SessionInfo> sessions, Map<String, Share> shares) {}

    /// The sessions that a page of members is in, and the links through which they came: at most two for each.
    private Found sessionsAndShares(List<Map<String, AttributeValue>> members) {
        var found = new Found(new HashMap<>(), new HashMap<>());
        if (members.isEmpty()) {
            return found;
        }
        var keys = members.stream().flatMap(SessionCatalog::keys).toList();
        var request = Map.of(Table.NAME, KeysAndAttributes.builder().keys(keys).build());
        return answered(
                () -> {
                    client.batchGetItemPaginator(get -> get.requestItems(request)).stream()
                            .flatMap(
                                    page ->
                                            page
                                                    .responses()
                                                    .getOrDefault(Table.NAME, List.of())
                                                    .stream())
                            .forEach(item -> add(item, found));
                    return found;
                });
    }

    private static Stream<Map<String, AttributeValue>> keys(Map<String, AttributeValue> member) {
        var id = Attributes.text(member, ID);
        var session = Keys.session(id).attributes();
        return member.containsKey(SHARE)
                ? Stream.of(session, Keys.share(id, Attributes.text(member, SHARE)).attributes())
                : Stream.of(session);
    }

    private static void add(Map<String, AttributeValue> item, Found found) {
        if (Attributes.text(item, Table.SK).startsWith(Keys.SHARE_PREFIX)) {
            var share = MemberStore.share(item);
            found.shares.put(share.id(), share);
        } else {
            var session = session(item);
            found.sessions.put(session.id(), session);
        }
    }

    private static Map<String, AttributeValue> startKey(
            String userId, String partition, String place) {
        var sessionId = place.substring(place.indexOf('#') + 1);
        var key = new HashMap<>(Keys.member(sessionId, userId).attributes());
        key.put(Table.INDEX_PK, Attributes.text(partition));
        key.put(Table.INDEX_SK, Attributes.text(place));
        return key;
    }

    private Map<String, AttributeValue> member(
            SessionInfo session, String userId, String userName, Role role) {
        var item = new HashMap<>(Keys.member(session.id(), userId).attributes());
        item.put(ID, Attributes.text(session.id()));
        item.put(NAME, Attributes.text(userName));
        item.put(ROLE, Attributes.text(role.name()));
        item.put(OPENED_AT, Attributes.text(now()));
        item.put(Table.INDEX_PK, Attributes.text(Keys.sessionsOfUser(userId)));
        item.put(Table.INDEX_SK, Attributes.text(place(session)));
        return item;
    }

    /// Whether a cursor is one that [#list] gave out.
    static boolean isPlace(String text) {
        int hash = text.indexOf('#');
        return hash > 0 && SessionIds.isId(text.substring(hash + 1));
    }

    /// Where a session stands in its users' lists.
    private static String place(SessionInfo session) {
        return Keys.padded(session.createdAt().toEpochMilli()) + "#" + session.id();
    }

    private String now() {
        return time.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(Put.builder().tableName(Table.NAME).item(item).build())
                .build();
    }

    private Optional<Map<String, AttributeValue>> item(Key key) {
        var answer =
                answered(
                        () ->
                                client.getItem(
                                        get ->
                                                get.tableName(Table.NAME)
                                                        .key(key.attributes())
                                                        .consistentRead(true)));
        return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
    }

    private static SessionInfo session(Map<String, AttributeValue> item) {
        return new SessionInfo(
                Attributes.text(item, ID),
                Attributes.text(item, TITLE),
                Attributes.text(item, LANGUAGE),
                Attributes.text(item, OWNER_ID),
                Attributes.text(item, OWNER_NAME),
                Instant.parse(Attributes.text(item, CREATED_AT)),
                sharing(item));
    }

    private static Sharing sharing(Map<String, AttributeValue> item) {
        return new Sharing(
                item.containsKey(ADDRESS_ROLE)
                        ? Optional.of(Role.valueOf(Attributes.text(item, ADDRESS_ROLE)))
                        : Optional.empty(),
                isTrue(item.get(GUESTS)),
                isTrue(item.get(LECTURE)));
    }

    private static boolean isTrue(@Nullable AttributeValue value) {
        return value != null && Boolean.TRUE.equals(value.bool());
    }

    /// Fails of the table as [StoreDownException]; a condition that is not met is no failure.
    static <T> T answered(Supplier<T> request) {
        try {
            return request.get();
        } catch (ConditionalCheckFailedException | TransactionCanceledException e) {
            throw e;
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
    }
}
