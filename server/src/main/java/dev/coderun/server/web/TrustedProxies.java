package dev.coderun.server.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Whose word counts about where a request came from: forwarding headers of anybody else are refused.
public final class TrustedProxies {

    public static final String FORGED =
            "A proxy that this server does not know passed this on. Name it with"
                    + " --trusted-proxies.";

    private static final List<HeaderName> FORWARDING =
            List.of(
                    HeaderNames.FORWARDED,
                    HeaderNames.X_FORWARDED_FOR,
                    HeaderNames.X_FORWARDED_HOST,
                    HeaderNames.X_FORWARDED_PROTO,
                    HeaderNames.X_FORWARDED_PORT,
                    HeaderNames.X_FORWARDED_PREFIX);

    private final Set<String> addresses;

    public TrustedProxies(List<String> addresses) {
        this.addresses = Set.copyOf(addresses);
    }

    /// Whether somebody who is no proxy of ours claims to speak for somebody else: an attack, or a proxy that
    /// `--trusted-proxies` does not name, behind which everybody would look like one.
    public boolean isForgedBy(String peerAddress, Headers headers) {
        return !addresses.contains(peerAddress) && FORWARDING.stream().anyMatch(headers::contains);
    }

    /// The address of whoever asks: the last one in the chain that is not a proxy of ours.
    public String clientAddress(String peerAddress, Headers headers) {
        if (!addresses.contains(peerAddress)) {
            return peerAddress;
        }
        var chain =
                headers.all(HeaderNames.X_FORWARDED_FOR, List::of).stream()
                        .flatMap(value -> Stream.of(value.split(",")))
                        .map(String::strip)
                        .toList();
        return chain.reversed().stream()
                .filter(address -> !addresses.contains(address))
                .findFirst()
                .orElse(peerAddress);
    }
}
