package dev.coderun.server.identity;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Items;
import dev.coderun.server.dynamodb.Key;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.identity.provider.Identity;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Users, and the accounts at providers that lead to them: the same account is the same user, after a restart too.
public final class Users implements UserStore {

    static final int MAX_LINKED_LOGINS = 20;

    private static final String USER = "user";
    private static final String NAME = "name";
    private static final String COLOR = "color";
    private static final String AVATAR = "avatar";
    private static final String CREATED_AT = "createdAt";
    private static final String REALM = "realm";
    private static final String SUBJECT = "subject";
    private static final String LABEL = "label";

    private final Items items;
    private final InstantSource time;

    public Users(Items items, InstantSource time) {
        this.items = items;
        this.time = time;
    }

    /// An account at a provider that leads to a user.
    ///
    /// @param label what tells it from others of its provider: a verified address, else the name there
    record LinkedLogin(String id, String realm, String label, Instant linkedAt) {}

    /// What of a user is to become another.
    record Changes(Optional<String> name, Optional<String> color) {}

    /// How linking ended.
    enum Linked {
        NOW,
        /// It leads to this user already.
        BEFORE,
        /// It leads to another user, who alone may let it go.
        ELSEWHERE,
        /// Nobody has so many.
        TOO_MANY
    }

    /// The user behind an account, made at its first login. Of two first logins at once, one wins and is both.
    User userOf(Identity identity) {
        return find(identity).orElseGet(() -> make(identity));
    }

    @Override
    public Optional<User> find(String userId) {
        return items.find(Keys.user(userId)).map(item -> user(userId, item));
    }

    /// Makes an account lead to a user who is logged in and has shown that it is theirs.
    Linked link(String userId, Identity identity) {
        if (linkedLogins(userId).size() >= MAX_LINKED_LOGINS) {
            return Linked.TOO_MANY;
        }
        if (items.putAllNew(List.of(login(userId, identity), linked(userId, identity)))) {
            return Linked.NOW;
        }
        var isTheirs =
                items.find(Keys.login(identity.realm(), identity.subject()))
                        .filter(item -> Attributes.text(item, USER).equals(userId))
                        .isPresent();
        return isTheirs ? Linked.BEFORE : Linked.ELSEWHERE;
    }

    /// False if there is no such account, or it is the last way in. Of two that are unlinked at once another stays.
    boolean unlink(String userId, String loginId) {
        var key = Keys.linkedLogin(userId, loginId);
        var item = items.find(key);
        var other =
                linkedLogins(userId).stream()
                        .filter(login -> !login.id().equals(loginId))
                        .findFirst();
        return item.isPresent()
                && other.isPresent()
                && items.removeAllBeside(
                        Keys.linkedLogin(userId, other.get().id()),
                        List.of(key, loginKey(item.get())));
    }

    List<LinkedLogin> linkedLogins(String userId) {
        return linkedItems(userId).stream()
                .map(
                        item ->
                                new LinkedLogin(
                                        Attributes.text(item, "sk")
                                                .substring(Keys.LINKED_LOGIN_PREFIX.length()),
                                        Attributes.text(item, REALM),
                                        Attributes.text(item, LABEL),
                                        Instant.parse(Attributes.text(item, CREATED_AT))))
                .toList();
    }

    /// Stores what is given and nothing else, for that may have changed meanwhile. False if there is no such user any
    /// more.
    boolean change(String userId, Changes changes) {
        var values = values(changes);
        var key = Keys.user(userId);
        return values.isEmpty() ? items.find(key).isPresent() : items.set(key, values);
    }

    /// The same, but false too if the user is not as they were.
    boolean changeIfStill(User before, Changes changes) {
        var key = Keys.user(before.id());
        var item = items.find(key).filter(found -> user(before.id(), found).equals(before));
        if (item.isEmpty()) {
            return false;
        }
        var values = values(changes);
        var expected = new HashMap<String, Optional<AttributeValue>>();
        for (var attribute : List.of(NAME, COLOR, AVATAR)) {
            expected.put(attribute, Optional.ofNullable(item.get().get(attribute)));
        }
        return values.isEmpty() || items.setIf(key, values, expected);
    }

    private static Map<String, AttributeValue> values(Changes changes) {
        var values = new HashMap<String, AttributeValue>();
        changes.name().ifPresent(name -> values.put(NAME, Attributes.text(name)));
        changes.color().ifPresent(color -> values.put(COLOR, Attributes.text(color)));
        return values;
    }

    /// Removes a user and all ways in. The user goes last, so that one whose removal was cut short can log in and
    /// finish it.
    void remove(String userId) {
        for (var item : linkedItems(userId)) {
            items.remove(loginKey(item));
            items.remove(new Key(Attributes.text(item, "pk"), Attributes.text(item, "sk")));
        }
        items.remove(Keys.user(userId));
    }

    /// Notes which picture a user has now.
    void noteAvatar(String userId, String version) {
        items.set(Keys.user(userId), Map.of(AVATAR, Attributes.text(version)));
    }

    static User user(String userId, Map<String, AttributeValue> item) {
        var plain = User.of(userId, Attributes.text(item, NAME));
        return new User(
                userId,
                plain.name(),
                item.containsKey(COLOR) ? Attributes.text(item, COLOR) : plain.color(),
                Optional.ofNullable(item.get(AVATAR))
                        .map(AttributeValue::s)
                        .filter(version -> !version.isEmpty()));
    }

    private Optional<User> find(Identity identity) {
        return items.find(Keys.login(identity.realm(), identity.subject()))
                .flatMap(item -> find(Attributes.text(item, USER)));
    }

    private User make(Identity identity) {
        var user = User.of(Secrets.newId(), identity.name());
        var item = new HashMap<>(Keys.user(user.id()).attributes());
        item.put(NAME, Attributes.text(user.name()));
        item.put(CREATED_AT, Attributes.text(now()));
        var isFirst =
                items.putAllNew(
                        List.of(item, login(user.id(), identity), linked(user.id(), identity)));
        return isFirst ? user : find(identity).orElseThrow();
    }

    private static Map<String, AttributeValue> login(String userId, Identity identity) {
        var item = new HashMap<>(Keys.login(identity.realm(), identity.subject()).attributes());
        item.put(USER, Attributes.text(userId));
        return item;
    }

    private Map<String, AttributeValue> linked(String userId, Identity identity) {
        var item = new HashMap<>(Keys.linkedLogin(userId, loginId(identity)).attributes());
        item.put(REALM, Attributes.text(identity.realm()));
        item.put(SUBJECT, Attributes.text(identity.subject()));
        item.put(LABEL, Attributes.text(identity.address().orElse(identity.name())));
        item.put(CREATED_AT, Attributes.text(now()));
        return item;
    }

    /// Always the same for one account, and fit for an address.
    private static String loginId(Identity identity) {
        var hash = Secrets.hash(identity.realm() + "#" + identity.subject());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(hash)
                .substring(0, Secrets.ID_CHARACTERS);
    }

    private List<Map<String, AttributeValue>> linkedItems(String userId) {
        return items.list(Keys.userPartition(userId), Keys.LINKED_LOGIN_PREFIX, MAX_LINKED_LOGINS);
    }

    private static Key loginKey(Map<String, AttributeValue> linked) {
        return Keys.login(Attributes.text(linked, REALM), Attributes.text(linked, SUBJECT));
    }

    private String now() {
        return time.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
