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

    private static final String BEARER = "Bearer ";
    private static final Set<Method> READING = Set.of(Method.GET, Method.HEAD);

    private final Credentials credentials;
    private final OurAddress ourAddress;

    public Authentication(Credentials credentials, OurAddress ourAddress) {
        this.credentials = credentials;
        this.ourAddress = ourAddress;
    }

    /// Who asks over HTTP. What changes state counts the cookie only with our exact Origin.
    public Optional<User> user(ServerRequest request) {
        return caller(request).map(Caller::user);
    }

    /// The same, with what lets them: for whoever serves them for longer than this request. Throws a problem if that
    /// lets them only read and the request changes something.
    public Optional<Caller> caller(ServerRequest request) {
        var reads = READING.contains(request.prologue().method());
        var caller = present(request.headers(), reads);
        if (!reads && caller.filter(found -> !found.mayChange()).isPresent()) {
            throw Problem.notAllowed(
                            "This API token may only read. Make one that may change things in your"
                                    + " account.")
                    .thrown();
        }
        return caller;
    }

    /// The same, for a route that nobody may use without a login.
    public User required(ServerRequest request) {
        return requiredCaller(request).user();
    }

    public Caller requiredCaller(ServerRequest request) {
        return caller(request).orElseThrow(() -> Problem.loginNeeded().thrown());
    }

    /// Who asks for what is the account's own, which opens to nobody but those who logged in by themselves: a program
    /// that got a token may not make itself at home.
    Caller owner(ServerRequest request) {
        var caller = requiredCaller(request);
        if (caller.power() != Caller.Power.ACCOUNT) {
            throw Problem.notAllowed("No token of a program opens this: log in on the page.")
                    .thrown();
        }
        return caller;
    }

    /// Who asks to read.
    public Optional<User> reader(Headers headers) {
        return present(headers, true).map(Caller::user);
    }

    /// Who asks to change something or to open a websocket: the cookie counts only beside our exact Origin, for a
    /// browser sends it along with what other sites' pages ask for.
    public Optional<Caller> caller(Headers headers) {
        return present(headers, false).filter(Caller::mayChange);
    }

    private Optional<Caller> present(Headers headers, boolean reads) {
        if (headers.contains(HeaderNames.AUTHORIZATION)) {
            return bearer(headers);
        }
        var counts =
                reads
                        || headers.first(HeaderNames.ORIGIN)
                                .map(ourAddress::isOurOrigin)
                                .orElse(false);
        return counts ? cookie(headers) : Optional.empty();
    }

    private Optional<Caller> bearer(Headers headers) {
        return headers.first(HeaderNames.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .flatMap(value -> credentials.check(value.substring(BEARER.length()).trim()));
    }

    private Optional<Caller> cookie(Headers headers) {
        var name = Cookies.ACCESS.name(ourAddress.isSecure());
        return ServerRequestHeaders.create(headers).cookies().all(name, List::of).stream()
                .flatMap(token -> credentials.check(token).stream())
                .findFirst();
    }

    /// Whom a token speaks for that came by another way than a header, to do more than read.
    public Optional<Caller> caller(String token) {
        return credentials.check(token).filter(Caller::mayChange);
    }
}
