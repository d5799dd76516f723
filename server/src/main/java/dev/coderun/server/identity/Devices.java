package dev.coderun.server.identity;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Items;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.Table;
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

/// Where users are logged in. Each login has a secret that gets the next short token and changes each time; of a secret
/// only the hash is stored. One that was used before tells that it was copied, and ends the login.
final class Devices {

    /// A login that is not used for so long ends.
    static final Duration LIFETIME = Duration.ofDays(30);

    /// Two tabs may ask at once: the secret before counts so long, but is not changed again.
    static final Duration OVERLAP = Duration.ofMinutes(1);

    /// The one that was used least recently makes room.
    static final int MAX_DEVICES = 500;

    private static final int MAX_LABEL_CHARACTERS = 200;

    private static final String SECRET = "secret";
    private static final String SECRET_BEFORE = "secretBefore";
    private static final String LABEL = "label";
    private static final String CREATED_AT = "createdAt";
    private static final String USED_AT = "usedAt";

    private final Items items;
    private final InstantSource time;

    Devices(Items items, InstantSource time) {
        this.items = items;
        this.time = time;
    }

    /// A place where somebody is logged in.
    ///
    /// @param label what the browser called itself
    record Device(String id, String label, Instant createdAt, Instant usedAt) {}

    /// What came of a secret.
    sealed interface Renewal {
        /// The login goes on with this secret.
        record Renewed(TokenParts login) implements Renewal {}

        /// The login goes on; another tab got its new secret a moment ago.
        record RenewedBefore(TokenParts login) implements Renewal {}

        /// There is no such login.
        record Refused() implements Renewal {}

        /// The secret was used long ago: it is in other hands, and its login has been ended.
        record Stolen(TokenParts login) implements Renewal {}
    }

    /// Logs a user in; the secret in what is answered gets the first renewal.
    TokenParts add(String userId, String label) {
        makeRoom(userId);
        var login = new TokenParts(userId, Secrets.newId(), Secrets.newSecret());
        var item = new HashMap<>(Keys.device(userId, login.id()).attributes());
        item.put(SECRET, Attributes.bytes(Secrets.hash(login.secret())));
        item.put(
                LABEL,
                Attributes.text(
                        label.substring(0, Math.min(label.length(), MAX_LABEL_CHARACTERS))));
        item.put(CREATED_AT, Attributes.text(now().toString()));
        item.put(USED_AT, Attributes.text(now().toString()));
        item.put(Table.EXPIRES, endFromNow());
        items.put(item);
        return login;
    }

    Renewal renew(TokenParts login) {
        var key = Keys.device(login.userId(), login.id());
        var found = items.find(key);
        if (found.isEmpty()) {
            return new Renewal.Refused();
        }
        var item = found.get();
        if (Secrets.isHashOf(Attributes.bytes(item, SECRET), login.secret())) {
            var next = new TokenParts(login.userId(), login.id(), Secrets.newSecret());
            var isFirst =
                    items.setIf(
                            key,
                            Map.of(
                                    SECRET,
                                    Attributes.bytes(Secrets.hash(next.secret())),
                                    SECRET_BEFORE,
                                    Attributes.bytes(Secrets.hash(login.secret())),
                                    USED_AT,
                                    Attributes.text(now().toString()),
                                    Table.EXPIRES,
                                    endFromNow()),
                            SECRET,
                            Attributes.bytes(Secrets.hash(login.secret())));
            return isFirst ? new Renewal.Renewed(next) : new Renewal.RenewedBefore(login);
        }
        if (!item.containsKey(SECRET_BEFORE)
                || !Secrets.isHashOf(Attributes.bytes(item, SECRET_BEFORE), login.secret())) {
            return new Renewal.Refused();
        }
        var renewedAt = Instant.parse(Attributes.text(item, USED_AT));
        if (time.instant().isBefore(renewedAt.plus(OVERLAP))) {
            return new Renewal.RenewedBefore(login);
        }
        items.remove(key);
        return new Renewal.Stolen(login);
    }

    /// Those that were used last come first.
    List<Device> list(String userId) {
        return items.list(Keys.userPartition(userId), Keys.DEVICE_PREFIX, MAX_DEVICES).stream()
                .map(Devices::device)
                .sorted(Comparator.comparing(Device::usedAt).reversed())
                .toList();
    }

    boolean isThere(String userId, String deviceId) {
        return items.find(Keys.device(userId, deviceId)).isPresent();
    }

    /// Whether this is the secret of a login that has not ended.
    boolean isCurrent(TokenParts login) {
        return items.find(Keys.device(login.userId(), login.id()))
                .filter(item -> Secrets.isHashOf(Attributes.bytes(item, SECRET), login.secret()))
                .isPresent();
    }

    /// When a login ends if it is not used; empty if it has ended.
    Optional<Instant> end(String userId, String deviceId) {
        return items.find(Keys.device(userId, deviceId)).map(Devices::end);
    }

    static Instant end(Map<String, AttributeValue> item) {
        return Instant.ofEpochSecond(Attributes.number(item, Table.EXPIRES));
    }

    /// False if there is no such login.
    boolean remove(String userId, String deviceId) {
        return items.remove(Keys.device(userId, deviceId));
    }

    void removeAll(String userId) {
        list(userId).forEach(device -> remove(userId, device.id));
    }

    private void makeRoom(String userId) {
        list(userId).stream().skip(MAX_DEVICES - 1).forEach(device -> remove(userId, device.id));
    }

    private static Device device(Map<String, AttributeValue> item) {
        return new Device(
                Attributes.text(item, Table.SK).substring(Keys.DEVICE_PREFIX.length()),
                Attributes.text(item, LABEL),
                Instant.parse(Attributes.text(item, CREATED_AT)),
                Instant.parse(Attributes.text(item, USED_AT)));
    }

    private AttributeValue endFromNow() {
        return Attributes.number(time.instant().plus(LIFETIME).getEpochSecond());
    }

    private Instant now() {
        return time.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
