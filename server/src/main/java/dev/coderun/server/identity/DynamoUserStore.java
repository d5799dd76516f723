package dev.coderun.server.identity;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Key;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.server.dynamodb.Table;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Users in the table: a login leads to a user's id, and the user has an item of its own.
public final class DynamoUserStore implements UserStore {

    private static final String USER = "user";
    private static final String NAME = "name";
    private static final String CREATED_AT = "createdAt";
    private static final int ID_BYTES = 12;

    private final Table table;
    private final InstantSource time;
    private final SecureRandom random = new SecureRandom();

    public DynamoUserStore(Table table, InstantSource time) {
        this.table = table;
        this.time = time;
    }

    @Override
    public User userOf(String provider, String subject, String name) {
        var login = Keys.login(provider, subject);
        try {
            return find(login).orElseGet(() -> make(login, name));
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
    }

    @Override
    public Optional<User> find(String userId) {
        try {
            var item = read(Keys.user(userId));
            return item.isEmpty()
                    ? Optional.empty()
                    : Optional.of(User.of(userId, Attributes.text(item, NAME)));
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
    }

    private Optional<User> find(Key login) {
        var item = read(login);
        return item.isEmpty() ? Optional.empty() : Optional.of(user(Attributes.text(item, USER)));
    }

    private User user(String id) {
        return User.of(id, Attributes.text(read(Keys.user(id)), NAME));
    }

    /// The user first, then the login that leads to it: a crash in between leaves a user whom nobody is, never a login
    /// that leads nowhere. Of two first logins at once, one wins and is both.
    private User make(Key login, String name) {
        var user = User.of(newId(), name);
        var userItem = new HashMap<>(Keys.user(user.id()).attributes());
        userItem.put(NAME, Attributes.text(name));
        userItem.put(CREATED_AT, Attributes.text(time.instant().toString()));
        put(userItem);
        var loginItem = new HashMap<>(login.attributes());
        loginItem.put(USER, Attributes.text(user.id()));
        try {
            put(loginItem);
        } catch (ConditionalCheckFailedException e) {
            return find(login).orElseThrow();
        }
        return user;
    }

    private String newId() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Map<String, AttributeValue> read(Key key) {
        return table.client()
                .getItem(
                        get -> get.tableName(Table.NAME).key(key.attributes()).consistentRead(true))
                .item();
    }

    private void put(Map<String, AttributeValue> item) {
        table.client()
                .putItem(
                        put ->
                                put.tableName(Table.NAME)
                                        .item(item)
                                        .conditionExpression(
                                                "attribute_not_exists(" + Table.PK + ")"));
    }
}
