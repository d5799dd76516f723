package dev.coderun.server.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Whose word counts about where a request came from: forwarding headers of anybody else are ignored.
public final class TrustedProxies {

    private final Set<String> addresses;

    public TrustedProxies(List<String> addresses) {
        this.addresses = Set.copyOf(addresses);
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
