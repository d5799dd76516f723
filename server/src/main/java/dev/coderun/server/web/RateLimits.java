package dev.coderun.server.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Counts requests by address and tells whoever asks too often when to come back. To be registered before all routes.
/// Guarded by this.
public final class RateLimits implements HttpService {

    /// Of so many addresses it is known how often they asked; the one that was quiet longest is forgotten.
    static final int MAX_ADDRESSES = 20_000;

    private static final Set<Method> READING = Set.of(Method.GET, Method.HEAD);

    /// What is counted together: so many at once, and one more every so often.
    enum Kind {
        LOGIN(30, Duration.ofSeconds(2)),
        CHANGE(300, Duration.ofMillis(100)),
        READ(1_200, Duration.ofMillis(25));

        final int burst;
        final Duration interval;

        Kind(int burst, Duration interval) {
            this.burst = burst;
            this.interval = interval;
        }
    }

    private final TrustedProxies trustedProxies;
    private final InstantSource time;

    /// When each would be all quiet again, by kind and address.
    private final Map<String, Instant> quietAt =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > MAX_ADDRESSES;
                }
            };

    public RateLimits(TrustedProxies trustedProxies, InstantSource time) {
        this.trustedProxies = trustedProxies;
        this.time = time;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any(this::count);
    }

    private void count(ServerRequest request, ServerResponse response) {
        var address = trustedProxies.clientAddress(request.remotePeer().host(), request.headers());
        var wait = count(kind(request), network(address));
        if (wait.isZero()) {
            response.next();
            return;
        }
        response.header(HeaderNames.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
        throw Problem.of(
                        429,
                        "too-many-requests",
                        "Too many requests",
                        "Too much is asked from your address. Wait for as long as Retry-After"
                                + " says.")
                .thrown();
    }

    private static Kind kind(ServerRequest request) {
        if (request.path().path().startsWith("/auth/")) {
            return Kind.LOGIN;
        }
        return READING.contains(request.prologue().method()) ? Kind.READ : Kind.CHANGE;
    }

    /// How long to wait; zero if the request is fine.
    synchronized Duration count(Kind kind, String address) {
        var now = time.instant();
        var key = kind + " " + address;
        var before = quietAt.getOrDefault(key, now);
        var quiet = (before.isBefore(now) ? now : before).plus(kind.interval);
        var limit = now.plus(kind.interval.multipliedBy(kind.burst));
        if (quiet.isAfter(limit)) {
            return Duration.between(limit, quiet);
        }
        quietAt.put(key, quiet);
        return Duration.ZERO;
    }

    /// Whoever has an IPv6 address has 2^64 of them.
    static String network(String address) {
        var groups = address.split(":", -1);
        return groups.length < 5 ? address : String.join(":", List.of(groups).subList(0, 4));
    }
}
