package dev.coderun.server.identity;

import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tells who asks, from a request's headers: a bearer token, or the cookie. A bearer token that does not hold is
/// nobody; the cookie beside it does not help.
public final class Authentication {

    public static final String COOKIE = "coderun";

    private static final String BEARER = "Bearer ";
    private static final Set<Method> READING = Set.of(Method.GET, Method.HEAD);

    private final Tokens tokens;
    private final OurAddress ourAddress;

    public Authentication(Tokens tokens, OurAddress ourAddress) {
        this.tokens = tokens;
        this.ourAddress = ourAddress;
    }

    /// Who asks over HTTP. What changes state counts the cookie only with our exact Origin.
    public Optional<User> user(ServerRequest request) {
        var reads = READING.contains(request.prologue().method());
        return reads ? reader(request.headers()) : changer(request.headers());
    }

    /// The same, for a route that nobody may use without a login.
    public User required(ServerRequest request) {
        return user(request).orElseThrow(() -> Problem.loginNeeded().thrown());
    }

    /// Who asks to read.
    public Optional<User> reader(Headers headers) {
        return headers.contains(HeaderNames.AUTHORIZATION) ? bearer(headers) : cookie(headers);
    }

    /// Who asks to change something or to open a websocket: the cookie counts only beside our exact Origin, for a
    /// browser sends it along with what other sites' pages ask for.
    public Optional<User> changer(Headers headers) {
        if (headers.contains(HeaderNames.AUTHORIZATION)) {
            return bearer(headers);
        }
        var ours = headers.first(HeaderNames.ORIGIN).map(ourAddress::isOurOrigin).orElse(false);
        return ours ? cookie(headers) : Optional.empty();
    }

    private Optional<User> bearer(Headers headers) {
        return headers.first(HeaderNames.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .flatMap(value -> tokens.check(value.substring(BEARER.length()).trim()));
    }

    private Optional<User> cookie(Headers headers) {
        return ServerRequestHeaders.create(headers).cookies().all(COOKIE, List::of).stream()
                .flatMap(token -> tokens.check(token).stream())
                .findFirst();
    }
}
