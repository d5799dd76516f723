package dev.coderun.server.session;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Key;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.session.Member.Standing;
import dev.coderun.session.live.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// Who belongs to a session, and its share links. Each call throws
/// [dev.coderun.server.dynamodb.StoreDownException] when the table does not answer.
final class MemberStore {

    static final int PAGE_SIZE = 100;

    /// What one `BatchGetItem` takes.
    private static final int KEYS_AT_ONCE = 100;

    /// Stored instead of a role for whom the owner removed.
    private static final String REMOVED = "NONE";

    private static final String NAME = "name";
    private static final String ROLE = "role";
    private static final String SHARE = "share";
    private static final String OPENED_AT = "openedAt";
    private static final String CREATED_AT = "createdAt";
    private static final String HASH = "hash";

    private final DynamoDbClient client;

    MemberStore(Table table) {
        client = table.client();
    }

    /// Some of a session's members.
    ///
    /// @param next after which user the rest begins; empty if there is none
    record Page(List<Member> items, Optional<String> next) {}

    Optional<Member> find(String sessionId, String userId) {
        return item(Keys.member(sessionId, userId)).map(MemberStore::member);
    }

    /// Those of these users who are members, by their id.
    Map<String, Member> find(String sessionId, Collection<String> userIds) {
        var keys =
                userIds.stream()
                        .distinct()
                        .map(userId -> Keys.member(sessionId, userId).attributes())
                        .toList();
        Map<String, Member> found = new HashMap<>();
        for (int start = 0; start < keys.size(); start += KEYS_AT_ONCE) {
            var some = keys.subList(start, Math.min(start + KEYS_AT_ONCE, keys.size()));
            var request = KeysAndAttributes.builder().keys(List.copyOf(some)).consistentRead(true);
            Table.answered(
                    () -> {
                        client
                                .batchGetItemPaginator(
                                        get ->
                                                get.requestItems(
                                                        Map.of(Table.NAME, request.build())))
                                .stream()
                                .flatMap(
                                        page ->
                                                page
                                                        .responses()
                                                        .getOrDefault(Table.NAME, List.of())
                                                        .stream())
                                .map(MemberStore::member)
                                .forEach(member -> found.put(member.userId(), member));
                        return found;
                    });
        }
        return found;
    }

    Page list(String sessionId, Optional<String> after) {
        var answer =
                Table.answered(
                        () ->
                                client.query(
                                        query -> {
                                            query.tableName(Table.NAME)
                                                    .keyConditionExpression(
                                                            "pk = :session AND begins_with(sk,"
                                                                    + " :members)")
                                                    .expressionAttributeValues(
                                                            partOf(
                                                                    sessionId,
                                                                    ":members",
                                                                    Keys.MEMBER_PREFIX))
                                                    .consistentRead(true)
                                                    .limit(PAGE_SIZE);
                                            after.ifPresent(
                                                    userId ->
                                                            query.exclusiveStartKey(
                                                                    Keys.member(sessionId, userId)
                                                                            .attributes()));
                                        }));
        var items = answer.items().stream().map(MemberStore::member).toList();
        return new Page(
                items,
                answer.hasLastEvaluatedKey()
                        ? Optional.of(items.getLast().userId())
                        : Optional.empty());
    }

    /// The owner decides about somebody who has been here: a role, or none. False if they have not.
    boolean decide(String sessionId, String userId, Optional<Role> role) {
        return update(
                sessionId,
                userId,
                "SET #role = :role REMOVE #share",
                "attribute_exists(pk)",
                Map.of("#role", ROLE, "#share", SHARE),
                Map.of(":role", Attributes.text(role.map(Role::name).orElse(REMOVED))));
    }

    /// Somebody who has entered opens a link. False if the owner has decided about them meanwhile.
    boolean invite(String sessionId, String userId, String shareId) {
        return update(
                sessionId,
                userId,
                "SET #share = :share",
                "attribute_not_exists(#role)",
                Map.of("#role", ROLE, "#share", SHARE),
                Map.of(":share", Attributes.text(shareId)));
    }

    private boolean update(
            String sessionId,
            String userId,
            String expression,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        try {
            Table.answered(
                    () ->
                            client.updateItem(
                                    update ->
                                            update.tableName(Table.NAME)
                                                    .key(
                                                            Keys.member(sessionId, userId)
                                                                    .attributes())
                                                    .updateExpression(expression)
                                                    .conditionExpression(condition)
                                                    .expressionAttributeNames(names)
                                                    .expressionAttributeValues(values)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    void addShare(String sessionId, Share share) {
        var item = new HashMap<>(Keys.share(sessionId, share.id()).attributes());
        item.put(ROLE, Attributes.text(share.role().name()));
        item.put(CREATED_AT, Attributes.text(share.createdAt().toString()));
        item.put(HASH, Attributes.bytes(share.hash()));
        share.expires()
                .ifPresent(end -> item.put(Table.EXPIRES, Attributes.number(end.getEpochSecond())));
        Table.answered(() -> client.putItem(put -> put.tableName(Table.NAME).item(item)));
    }

    /// The share, also if it has expired and is not removed yet.
    Optional<Share> share(String sessionId, String shareId) {
        return item(Keys.share(sessionId, shareId)).map(MemberStore::share);
    }

    /// All of a session's links by their id, those too that have expired and are not removed yet.
    Map<String, Share> shares(String sessionId) {
        Map<String, Share> found = new HashMap<>();
        Table.answered(
                () -> {
                    client.queryPaginator(
                                    query ->
                                            query.tableName(Table.NAME)
                                                    .keyConditionExpression(
                                                            "pk = :session AND begins_with(sk,"
                                                                    + " :shares)")
                                                    .expressionAttributeValues(
                                                            partOf(
                                                                    sessionId,
                                                                    ":shares",
                                                                    Keys.SHARE_PREFIX))
                                                    .consistentRead(true))
                            .items()
                            .forEach(
                                    item -> {
                                        var share = share(item);
                                        found.put(share.id(), share);
                                    });
                    return found;
                });
        return found;
    }

    void removeShare(String sessionId, String shareId) {
        Table.answered(
                () ->
                        client.deleteItem(
                                delete ->
                                        delete.tableName(Table.NAME)
                                                .key(Keys.share(sessionId, shareId).attributes())));
    }

    private Optional<Map<String, AttributeValue>> item(Key key) {
        var answer =
                Table.answered(
                        () ->
                                client.getItem(
                                        get ->
                                                get.tableName(Table.NAME)
                                                        .key(key.attributes())
                                                        .consistentRead(true)));
        return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
    }

    private static Map<String, AttributeValue> partOf(
            String sessionId, String name, String prefix) {
        return Map.of(
                ":session",
                Attributes.text(Keys.sessionPartition(sessionId)),
                name,
                Attributes.text(prefix));
    }

    static Member member(Map<String, AttributeValue> item) {
        return new Member(
                Attributes.text(item, Table.SK).substring(Keys.MEMBER_PREFIX.length()),
                Attributes.text(item, NAME),
                standing(item),
                Instant.parse(Attributes.text(item, OPENED_AT)));
    }

    private static Standing standing(Map<String, AttributeValue> item) {
        if (item.containsKey(ROLE)) {
            var role = Attributes.text(item, ROLE);
            return role.equals(REMOVED)
                    ? new Standing.Removed()
                    : new Standing.Given(Role.valueOf(role));
        }
        return item.containsKey(SHARE)
                ? new Standing.Invited(Attributes.text(item, SHARE))
                : new Standing.Visiting();
    }

    static Share share(Map<String, AttributeValue> item) {
        return new Share(
                Attributes.text(item, Table.SK).substring(Keys.SHARE_PREFIX.length()),
                Role.valueOf(Attributes.text(item, ROLE)),
                Instant.parse(Attributes.text(item, CREATED_AT)),
                item.containsKey(Table.EXPIRES)
                        ? Optional.of(Instant.ofEpochSecond(Attributes.number(item, Table.EXPIRES)))
                        : Optional.empty(),
                Attributes.bytes(item, HASH));
    }
}
