package dev.coderun.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.transport.HttpServer;
import dev.coderun.server.transport.TransportLimits;
import dev.coderun.server.web.RateLimits.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private Instant now = Instant.EPOCH;
    private final RateLimits limits = new RateLimits(new TrustedProxies(List.of()), () -> now);

    @Test
    void aBurstIsFineAndThenOneEverySoOften() {
        for (int i = 0; i < Kind.LOGIN.burst; i++) {
            assertThat(limits.count(Kind.LOGIN, "a")).isZero();
        }

        assertThat(limits.count(Kind.LOGIN, "a")).isEqualTo(Kind.LOGIN.interval);
        assertThat(limits.count(Kind.LOGIN, "b")).isZero();
        assertThat(limits.count(Kind.READ, "a")).isZero();

        now = now.plus(Kind.LOGIN.interval);
        assertThat(limits.count(Kind.LOGIN, "a")).isZero();
        assertThat(limits.count(Kind.LOGIN, "a")).isPositive();
    }

    @Test
    void anAddressThatWasQuietLongestIsForgotten() {
        for (int i = 0; i < Kind.LOGIN.burst; i++) {
            limits.count(Kind.LOGIN, "first");
        }
        for (int i = 0; i < RateLimits.MAX_ADDRESSES; i++) {
            limits.count(Kind.LOGIN, "address " + i);
        }

        assertThat(limits.count(Kind.LOGIN, "first")).isZero();
    }

    @Test
    void allAddressesOfOneNetworkAreOne() {
        assertThat(RateLimits.network("2001:db8:1:2:aaaa:0:0:1"))
                .isEqualTo(RateLimits.network("2001:db8:1:2:bbbb:0:0:2"));
        assertThat(RateLimits.network("192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack() throws IOException {
        var server =
                new HttpServer(
                        new HttpServer.Listening("127.0.0.1", 0),
                        new OurAddress(0, Optional.empty()),
                        new TrustedProxies(List.of()),
                        TransportLimits.forDocumentsOf(1024),
                        routing ->
                                routing.register("/", limits)
                                        .post("/auth/x", (_, response) -> response.send("in")),
                        Map.of());
        server.start();
        try {
            RawHttp answer = RawHttp.send(server.port(), "POST", "/auth/x", "");
            assertThat(answer.body()).isEqualTo("in");
            for (int i = 0; i < Kind.LOGIN.burst; i++) {
                answer = RawHttp.send(server.port(), "POST", "/auth/x", "");
            }

            assertThat(answer.status()).isEqualTo(429);
            assertThat(Duration.ofSeconds(Long.parseLong(answer.header("Retry-After"))))
                    .isBetween(Kind.LOGIN.interval, Kind.LOGIN.interval.plusSeconds(1));
            assertThat(answer.body()).contains("/problems/too-many-requests");
        } finally {
            server.close();
        }
    }
}
