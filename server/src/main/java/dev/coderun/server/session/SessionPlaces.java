package dev.coderun.server.session;

import static dev.coderun.server.dynamodb.Table.answered;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Items;
import dev.coderun.server.dynamodb.Key;
import dev.coderun.server.dynamodb.Keys;
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
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// In which sessions each user has been, the newest first. Each call throws
/// [dev.coderun.server.dynamodb.StoreDownException] when the table does not answer.
public final class SessionPlaces {

    static final int PAGE_SIZE = 50;

    private static final String NAME = "name";
    private static final String ROLE = "role";
    private static final String SHARE = "share";
    private static final String OPENED_AT = "openedAt";

    private final DynamoDbClient client;
    private final Items items;
    private final InstantSource time;

    SessionPlaces(Table table, InstantSource time) {
        this.client = table.client();
        this.items = new Items(table, time);
        this.time = time;
    }

    /// A session that a user may enter, with their role and when they last opened it.
    record Listed(SessionInfo session, Role role, Instant openedAt) {}

    /// Where a user has been.
    ///
    /// @param listed empty if they may no longer enter, or if it is gone
    record Place(String sessionId, Optional<Listed> listed) {}

    /// Some of a user's places.
    ///
    /// @param next where the rest begins; empty if there is none
    record Page(List<Place> places, Optional<String> next) {

        List<Listed> listed() {
            return places.stream().flatMap(place -> place.listed.stream()).toList();
        }
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

    /// The place of whoever makes a session.
    Map<String, AttributeValue> ofOwner(SessionInfo session) {
        var item = new HashMap<>(Keys.member(session.id(), session.ownerId()).attributes());
        item.put(SessionItems.ID, Attributes.text(session.id()));
        item.put(NAME, Attributes.text(session.ownerName()));
        item.put(ROLE, Attributes.text(Role.OWNER.name()));
        item.put(OPENED_AT, Attributes.text(now()));
        item.put(Table.INDEX_PK, Attributes.text(Keys.sessionsOfUser(session.ownerId())));
        item.put(Table.INDEX_SK, Attributes.text(place(session)));
        return item;
    }

    List<Place> all(String userId) {
        List<Place> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            var page = page(userId, after);
            all.addAll(page.places);
            after = page.next;
        } while (after.isPresent());
        return all;
    }

    Page page(String userId, Optional<String> after) {
        var answer = members(userId, after);
        var found = sessionsAndShares(answer.items());
        var places = answer.items().stream().map(member -> place(userId, member, found)).toList();
        return new Page(
                places,
                answer.hasLastEvaluatedKey()
                        ? Optional.of(Attributes.text(answer.lastEvaluatedKey(), Table.INDEX_SK))
                        : Optional.empty());
    }

    private QueryResponse members(String userId, Optional<String> after) {
        var partition = Keys.sessionsOfUser(userId);
        return answered(
                () ->
                        client.query(
                                query -> {
                                    query.tableName(Table.NAME)
                                            .indexName(Table.INDEX)
                                            .keyConditionExpression("gsi1pk = :user")
                                            .expressionAttributeValues(
                                                    Map.of(":user", Attributes.text(partition)))
                                            .scanIndexForward(false)
                                            .limit(PAGE_SIZE);
                                    after.ifPresent(
                                            place ->
                                                    query.exclusiveStartKey(
                                                            startKey(userId, partition, place)));
                                }));
    }

    private static Map<String, AttributeValue> startKey(
            String userId, String partition, String place) {
        var sessionId = place.substring(place.indexOf('#') + 1);
        var key = new HashMap<>(Keys.member(sessionId, userId).attributes());
        key.put(Table.INDEX_PK, Attributes.text(partition));
        key.put(Table.INDEX_SK, Attributes.text(place));
        return key;
    }

    private record Found(Map<String, SessionInfo> sessions, Map<String, Share> shares) {}

    /// The sessions that a page of members is in, and the links through which they came: at most two for each, which is
    /// what one request takes.
    private Found sessionsAndShares(List<Map<String, AttributeValue>> members) {
        var found = new Found(new HashMap<>(), new HashMap<>());
        if (!members.isEmpty()) {
            items.findAll(members.stream().flatMap(SessionPlaces::keys).toList())
                    .forEach(item -> add(item, found));
        }
        return found;
    }

    private static Stream<Key> keys(Map<String, AttributeValue> member) {
        var id = Attributes.text(member, SessionItems.ID);
        return member.containsKey(SHARE)
                ? Stream.of(Keys.session(id), Keys.share(id, Attributes.text(member, SHARE)))
                : Stream.of(Keys.session(id));
    }

    private static void add(Map<String, AttributeValue> item, Found found) {
        if (Attributes.text(item, Table.SK).startsWith(Keys.SHARE_PREFIX)) {
            var share = MemberStore.share(item);
            found.shares.put(share.id(), share);
        } else {
            var session = SessionItems.session(item);
            found.sessions.put(session.id(), session);
        }
    }

    private Place place(String userId, Map<String, AttributeValue> item, Found found) {
        var sessionId = Attributes.text(item, SessionItems.ID);
        var session = found.sessions.get(sessionId);
        if (session == null) {
            return new Place(sessionId, Optional.empty());
        }
        var member = MemberStore.member(item);
        return new Place(
                sessionId,
                new Rights(session, found.shares, time.instant())
                        .of(userId, Optional.of(member))
                        .map(role -> new Listed(session, role, member.openedAt())));
    }

    void forget(String sessionId, String userId) {
        items.remove(Keys.member(sessionId, userId));
    }

    /// Whether a cursor is one that [#page] gave out.
    static boolean isCursor(String text) {
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
}
