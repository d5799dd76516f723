package dev.coderun.server.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.List;
import java.util.stream.Stream;

/// The headers that every answer carries: what a page of ours may load, and that nobody may frame it or guess types.
public final class SecurityHeaders {

    private static final HeaderName CONTENT_SECURITY_POLICY =
            HeaderNames.create("Content-Security-Policy");

    private static final List<Header> FIXED =
            List.of(
                    HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
                    HeaderValues.createCached("X-Frame-Options", "DENY"),
                    HeaderValues.createCached("Referrer-Policy", "no-referrer"),
                    HeaderValues.createCached("Cross-Origin-Opener-Policy", "same-origin"),
                    HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"),
                    HeaderValues.createCached(
                            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"));

    /// Browsers that have been here by https come by nothing else for half a year.
    private static final Header HTTPS_ALONE =
            HeaderValues.createCached("Strict-Transport-Security", "max-age=15552000");

    private SecurityHeaders() {}

    /// For an answer to a request that came for `host`, which has been found to be ours. Some browsers do not count
    /// websockets of the page's own host as `'self'`, so they are named.
    static List<Header> forHost(String host) {
        var policy =
                "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                        + " img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws://"
                        + host
                        + " wss://"
                        + host
                        + "; worker-src 'self' blob:; object-src 'none'; frame-ancestors 'none';"
                        + " base-uri 'none'; form-action 'self'";
        return Stream.concat(
                        FIXED.stream(),
                        Stream.of(HeaderValues.create(CONTENT_SECURITY_POLICY, policy)))
                .toList();
    }

    /// The same where people reach us by https alone.
    static List<Header> forSecureHost(String host) {
        return Stream.concat(forHost(host).stream(), Stream.of(HTTPS_ALONE)).toList();
    }

    /// For an answer to a request whose host is not ours, or unknown.
    static List<Header> forNobody() {
        return FIXED;
    }
}
