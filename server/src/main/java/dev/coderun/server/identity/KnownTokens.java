package dev.coderun.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Items;
import dev.coderun.server.dynamodb.Key;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.identity.Caller.Power;
import dev.coderun.server.identity.provider.BearerIssuer;
import dev.coderun.server.identity.provider.BearerIssuer.Bearer;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Knows whom each kind of token speaks for: our short signed ones, which count only while their login is stored; those
/// that users make for programs; and those of issuers that the server was told to believe. What the table said is
/// believed for a moment, unless it is known here to have ended. Guarded by this.
public final class KnownTokens implements Credentials {

    /// How long an end that another server stored may go unnoticed here.
    static final Duration MEMORY = Duration.ofSeconds(10);

    static final int MAX_REMEMBERED = 10_000;

    private static final String USER = "user";
    private static final String DEVICE = "device";

    private final Tokens tokens;
    private final Items items;
    private final Users users;
    private final ApiTokens apiTokens;
    private final List<BearerIssuer> issuers;
    private final HeldAccess heldAccess;
    private final InstantSource time;

    private final Map<String, Remembered> remembered =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
                    return size() > MAX_REMEMBERED;
                }
            };

    private record Remembered(Caller caller, Instant until) {}

    KnownTokens(
            Tokens tokens,
            Items items,
            Users users,
            ApiTokens apiTokens,
            List<BearerIssuer> issuers,
            HeldAccess heldAccess,
            InstantSource time) {
        this.tokens = tokens;
        this.items = items;
        this.users = users;
        this.apiTokens = apiTokens;
        this.issuers = List.copyOf(issuers);
        this.heldAccess = heldAccess;
        this.time = time;
    }

    /// A token that speaks for a user while this login of theirs lasts.
    String token(String userId, String deviceId, Duration lifetime) {
        return tokens.sign(Tokens.Purpose.ACCESS, Map.of(USER, userId, DEVICE, deviceId), lifetime);
    }

    @Override
    public Optional<Caller> check(String token) {
        if (token.startsWith(ApiTokens.PREFIX)) {
            return TokenParts.of(token.substring(ApiTokens.PREFIX.length())).flatMap(this::program);
        }
        return tokens.check(Tokens.Purpose.ACCESS, token)
                .flatMap(this::person)
                .or(() -> stranger(token));
    }

    /// What was known of a user is to be asked anew.
    synchronized void forget(String userId) {
        remembered.values().removeIf(known -> known.caller.user().id().equals(userId));
    }

    private Optional<Caller> person(JWTClaimsSet claims) {
        try {
            var userId = claims.getStringClaim(USER);
            var deviceId = claims.getStringClaim(DEVICE);
            return userId == null || deviceId == null
                    ? Optional.empty()
                    : recall(deviceId, moment -> personNow(userId, deviceId, moment));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private Optional<Caller> personNow(String userId, String deviceId, long moment) {
        var device = Keys.device(userId, deviceId);
        var found = items.findAll(List.of(Keys.user(userId), device));
        if (found.size() != 2) {
            return Optional.empty();
        }
        return Optional.of(
                new Caller(
                        userIn(found, userId),
                        deviceId,
                        Power.ACCOUNT,
                        item(found, device).map(Devices::end),
                        moment));
    }

    private Optional<Caller> program(TokenParts parts) {
        // By its hash, so that whoever knows the id alone is not let in by what is remembered.
        return recall(hash(parts.text()), moment -> programNow(parts, moment));
    }

    private Optional<Caller> programNow(TokenParts parts, long moment) {
        var key = Keys.apiToken(parts.userId(), parts.id());
        var found = items.findAll(List.of(Keys.user(parts.userId()), key));
        var token = item(found, key);
        var power = token.flatMap(item -> ApiTokens.powerFor(item, parts.secret()));
        if (found.size() != 2 || power.isEmpty()) {
            return Optional.empty();
        }
        apiTokens.noteUse(parts.userId(), token.get());
        return Optional.of(
                new Caller(
                        userIn(found, parts.userId()),
                        parts.id(),
                        power.get(),
                        Optional.of(ApiTokens.expires(token.get())),
                        moment));
    }

    /// Somebody with a token of another issuer is a user here from their first request on.
    private Optional<Caller> stranger(String token) {
        return issuers.stream()
                .flatMap(issuer -> issuer.check(token).stream())
                .filter(bearer -> time.instant().isBefore(bearer.expires()))
                .findFirst()
                .flatMap(
                        bearer ->
                                recall(hash(token), moment -> strangerNow(token, bearer, moment)));
    }

    private Optional<Caller> strangerNow(String token, Bearer bearer, long moment) {
        return Optional.of(
                new Caller(
                        users.userOf(bearer.identity()),
                        hash(token),
                        Power.CHANGE,
                        Optional.of(bearer.expires()),
                        moment));
    }

    private interface Question {
        Optional<Caller> ask(long moment);
    }

    private Optional<Caller> recall(String key, Question question) {
        long moment = heldAccess.moment();
        synchronized (this) {
            var known = remembered.get(key);
            if (known != null
                    && time.instant().isBefore(known.until)
                    && heldAccess.stillHolds(known.caller)) {
                return Optional.of(known.caller.at(moment));
            }
        }
        var answer = question.ask(moment);
        synchronized (this) {
            remembered.remove(key);
            answer.ifPresent(
                    caller ->
                            remembered.put(
                                    key, new Remembered(caller, time.instant().plus(MEMORY))));
        }
        return answer;
    }

    private static User userIn(List<Map<String, AttributeValue>> found, String userId) {
        return Users.user(userId, item(found, Keys.user(userId)).orElseThrow());
    }

    private static Optional<Map<String, AttributeValue>> item(
            List<Map<String, AttributeValue>> found, Key key) {
        return found.stream()
                .filter(item -> Attributes.text(item, Table.SK).equals(key.sk()))
                .findFirst();
    }

    private static String hash(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(text));
    }
}
