package dev.coderun.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The keys that tokens are signed with. Each period has its own: it signs while the period lasts and is believed for
/// one more, so that no token outlives its key. All servers of one table share them.
public final class Keyring {

    /// No token may live longer.
    static final Duration PERIOD = Duration.ofDays(30);

    private final KeyStore store;
    private final InstantSource time;
    private final ConcurrentHashMap<Long, SigningKey> known = new ConcurrentHashMap<>();

    Keyring(KeyStore store, InstantSource time) {
        this.store = store;
        this.time = time;
    }

    /// The key that signs now; made if this is the first that is asked for it.
    SigningKey current() {
        long period = period(time.instant());
        var key = known.get(period);
        return key == null ? remember(findOrMake(period)) : key;
    }

    /// The key that a token names, if it may still be believed.
    Optional<SigningKey> find(String id) {
        long now = period(time.instant());
        // One ahead: another server's clock may be before ours.
        for (long period = now - 1; period <= now + 1; period++) {
            if (Long.toString(period).equals(id)) {
                var key = known.get(period);
                return key == null ? store.find(period).map(this::remember) : Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /// When the last token that a period's key signed has ended.
    static Instant end(long period) {
        return Instant.EPOCH.plus(PERIOD.multipliedBy(period + 2));
    }

    private static long period(Instant instant) {
        return instant.getEpochSecond() / PERIOD.toSeconds();
    }

    private SigningKey findOrMake(long period) {
        return store.find(period)
                .orElseGet(
                        () -> {
                            var made = SigningKey.random(period);
                            return store.add(made) ? made : store.find(period).orElseThrow();
                        });
    }

    private SigningKey remember(SigningKey key) {
        known.keySet().removeIf(period -> period < key.period() - 2);
        known.put(key.period(), key);
        return key;
    }
}
