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
    private final HeldAccess heldAccess;
    private final OurAddress ourAddress;

    public Authentication(Tokens tokens, HeldAccess heldAccess, OurAddress ourAddress) {
        this.tokens = tokens;
        this.heldAccess = heldAccess;
        this.ourAddress = ourAddress;
    }

    /// Who asks over HTTP. What changes state counts the cookie only with our exact Origin.
    public Optional<User> user(ServerRequest request) {
        return caller(request).map(Caller::user);
    }

    /// The same, with what lets them: for whoever serves them for longer than this request.
    public Optional<Caller> caller(ServerRequest request) {
        var reads = READING.contains(request.prologue().method());
        return reads ? readingCaller(request.headers()) : caller(request.headers());
    }

    /// The same, for a route that nobody may use without a login.
    public User required(ServerRequest request) {
        return requiredCaller(request).user();
    }

    public Caller requiredCaller(ServerRequest request) {
        return caller(request).orElseThrow(() -> Problem.loginNeeded().thrown());
    }

    /// Who asks to read.
    public Optional<User> reader(Headers headers) {
        return readingCaller(headers).map(Caller::user);
    }

    /// Who asks to change something or to open a websocket: the cookie counts only beside our exact Origin, for a
    /// browser sends it along with what other sites' pages ask for.
    public Optional<User> changer(Headers headers) {
        return caller(headers).map(Caller::user);
    }

    /// The same, with what lets them.
    public Optional<Caller> caller(Headers headers) {
        if (headers.contains(HeaderNames.AUTHORIZATION)) {
            return bearer(headers);
        }
        var ours = headers.first(HeaderNames.ORIGIN).map(ourAddress::isOurOrigin).orElse(false);
        return ours ? cookie(headers) : Optional.empty();
    }

    private Optional<Caller> readingCaller(Headers headers) {
        return headers.contains(HeaderNames.AUTHORIZATION) ? bearer(headers) : cookie(headers);
    }

    private Optional<Caller> bearer(Headers headers) {
        return headers.first(HeaderNames.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .flatMap(value -> caller(value.substring(BEARER.length()).trim()));
    }

    private Optional<Caller> cookie(Headers headers) {
        return ServerRequestHeaders.create(headers).cookies().all(COOKIE, List::of).stream()
                .flatMap(token -> caller(token).stream())
                .findFirst();
    }

    /// Whom a token speaks for that came by another way than a header.
    public Optional<Caller> caller(String token) {
        long moment = heldAccess.moment();
        return tokens.read(token).map(holding -> new Caller(holding.user(), holding.id(), moment));
    }
}
