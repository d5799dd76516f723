package dev.coderun.server.identity;

import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Our cookies: unseen by scripts, not sent along by other sites' forms, and where browsers reach us by https, sent by
/// nothing else and set by nobody else.
enum Cookies {
    /// Says who asks, for a quarter of an hour.
    ACCESS("coderun", "__Host-", "/"),

    /// Gets the next one of those; sent to nobody but the routes for that.
    REFRESH("coderun-refresh", "__Secure-", "/auth"),

    /// A login on its way to a provider and back.
    ATTEMPT("coderun-login", "__Host-", "/");

    private final String plainName;
    private final String securePrefix;
    private final String path;

    Cookies(String plainName, String securePrefix, String path) {
        this.plainName = plainName;
        this.securePrefix = securePrefix;
        this.path = path;
    }

    String name(boolean isSecure) {
        return isSecure ? securePrefix + plainName : plainName;
    }

    Optional<String> in(ServerRequest request, boolean isSecure) {
        return request.headers().cookies().all(name(isSecure), List::of).stream().findFirst();
    }

    void set(ServerResponse response, String value, Duration lifetime, boolean isSecure) {
        response.headers()
                .addCookie(
                        SetCookie.builder(name(isSecure), value)
                                .path(path)
                                .httpOnly(true)
                                .secure(isSecure)
                                .sameSite(SetCookie.SameSite.LAX)
                                .maxAge(lifetime)
                                .build());
    }

    /// Helidon leaves out an age of zero, so this is put together by hand.
    void clear(ServerResponse response, boolean isSecure) {
        response.headers()
                .add(
                        HeaderNames.SET_COOKIE,
                        name(isSecure)
                                + "=; Max-Age=0; Path="
                                + path
                                + "; HttpOnly; SameSite=Lax"
                                + (isSecure ? "; Secure" : ""));
    }
}
