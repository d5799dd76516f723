package dev.coderun.server.identity;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Items;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.identity.Caller.Power;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Tokens that users make for programs. A token is shown once; its hash is all that is stored.
final class ApiTokens {

    static final int MAX_TOKENS = 50;
    static final int MAX_NAME_CHARACTERS = 60;
    static final Duration MAX_LIFETIME = Duration.ofDays(366);

    /// So that a token that was published by mistake is found, and is known from other kinds.
    static final String PREFIX = "crt_";

    /// How exactly it is told when a token was last used.
    private static final Duration USE_GRAIN = Duration.ofMinutes(10);

    private static final String NAME = "name";
    private static final String SECRET = "secret";
    private static final String POWER = "power";
    private static final String CREATED_AT = "createdAt";
    private static final String USED_AT = "usedAt";

    private final Items items;
    private final InstantSource time;

    ApiTokens(Items items, InstantSource time) {
        this.items = items;
        this.time = time;
    }

    record ApiToken(
            String id,
            String name,
            Power power,
            Instant createdAt,
            Optional<Instant> usedAt,
            Instant expiresAt) {}

    /// A token that was just made, and its text, which is not seen again.
    record Made(ApiToken token, String text) {}

    /// Empty if there are too many.
    Optional<Made> make(String userId, String name, Power power, Duration lifetime) {
        if (list(userId).size() >= MAX_TOKENS) {
            return Optional.empty();
        }
        var now = time.instant().truncatedTo(ChronoUnit.MILLIS);
        var secret = Secrets.newSecret();
        var token =
                new ApiToken(
                        Secrets.newId(), name, power, now, Optional.empty(), now.plus(lifetime));
        var item = new HashMap<>(Keys.apiToken(userId, token.id).attributes());
        item.put(NAME, Attributes.text(name));
        item.put(SECRET, Attributes.bytes(Secrets.hash(secret)));
        item.put(POWER, Attributes.text(power.name()));
        item.put(CREATED_AT, Attributes.text(now.toString()));
        item.put(Table.EXPIRES, Attributes.number(token.expiresAt.getEpochSecond()));
        items.put(item);
        return Optional.of(
                new Made(token, PREFIX + new TokenParts(userId, token.id, secret).text()));
    }

    /// The newest first.
    List<ApiToken> list(String userId) {
        return items.list(Keys.userPartition(userId), Keys.API_TOKEN_PREFIX, MAX_TOKENS).stream()
                .map(ApiTokens::token)
                .sorted(Comparator.comparing(ApiToken::createdAt).reversed())
                .toList();
    }

    /// False if there is no such token.
    boolean revoke(String userId, String tokenId) {
        return items.remove(Keys.apiToken(userId, tokenId));
    }

    void revokeAll(String userId) {
        list(userId).forEach(token -> revoke(userId, token.id));
    }

    /// How far a stored token goes, if this is its secret.
    static Optional<Power> powerFor(Map<String, AttributeValue> item, String secret) {
        return Secrets.isHashOf(Attributes.bytes(item, SECRET), secret)
                ? Optional.of(Power.valueOf(Attributes.text(item, POWER)))
                : Optional.empty();
    }

    /// Notes that a token was used, now and then.
    void noteUse(String userId, Map<String, AttributeValue> item) {
        var token = token(item);
        var isNoted =
                token.usedAt
                        .filter(used -> time.instant().isBefore(used.plus(USE_GRAIN)))
                        .isPresent();
        if (!isNoted) {
            var now = time.instant().truncatedTo(ChronoUnit.MILLIS);
            items.set(
                    Keys.apiToken(userId, token.id),
                    Map.of(USED_AT, Attributes.text(now.toString())));
        }
    }

    private static ApiToken token(Map<String, AttributeValue> item) {
        return new ApiToken(
                Attributes.text(item, Table.SK).substring(Keys.API_TOKEN_PREFIX.length()),
                Attributes.text(item, NAME),
                Power.valueOf(Attributes.text(item, POWER)),
                Instant.parse(Attributes.text(item, CREATED_AT)),
                item.containsKey(USED_AT)
                        ? Optional.of(Instant.parse(Attributes.text(item, USED_AT)))
                        : Optional.empty(),
                expires(item));
    }

    static Instant expires(Map<String, AttributeValue> item) {
        return Instant.ofEpochSecond(Attributes.number(item, Table.EXPIRES));
    }
}
