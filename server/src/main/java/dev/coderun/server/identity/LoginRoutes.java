package dev.coderun.server.identity;

import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/// Logging in and out, and who one is.
public final class LoginRoutes implements HttpService {

    /// Helidon leaves out an age of zero.
    private static final String NO_COOKIE =
            Authentication.COOKIE + "=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax";

    private final Authentication authentication;
    private final Tokens tokens;
    private final HeldAccess heldAccess;
    private final OurAddress ourAddress;
    private final Optional<DevLogin> devLogin;

    /// With `isDevMode`, a name alone logs in.
    public LoginRoutes(
            Authentication authentication,
            Tokens tokens,
            HeldAccess heldAccess,
            OurAddress ourAddress,
            UserStore users,
            boolean isDevMode) {
        this.authentication = authentication;
        this.tokens = tokens;
        this.heldAccess = heldAccess;
        this.ourAddress = ourAddress;
        devLogin = isDevMode ? Optional.of(new DevLogin(ourAddress, users)) : Optional.empty();
    }

    private record LoggedIn(String token, User user) {}

    /// A way to log in; `kind` says what the page asks for.
    private record Login(String id, String name, String kind) {}

    @Override
    public void routing(HttpRules rules) {
        devLogin.ifPresent(
                dev ->
                        rules.post(
                                "/auth/dev",
                                (request, response) -> admit(logIn(dev, request), response)));
        rules.post("/auth/logout", this::logOut);
        rules.get("/api/me", this::me);
    }

    private static User logIn(DevLogin dev, ServerRequest request) {
        try {
            return dev.logIn(request);
        } catch (StoreDownException e) {
            throw Problem.storeDown().thrown();
        }
    }

    private void admit(User user, ServerResponse response) {
        var token = tokens.sign(user);
        response.headers().addCookie(cookie(token));
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        Json.send(response, new LoggedIn(token, user));
    }

    private void logOut(ServerRequest request, ServerResponse response) {
        if (!request.headers()
                .first(HeaderNames.ORIGIN)
                .map(ourAddress::isOurOrigin)
                .orElse(true)) {
            throw Problem.notAllowed("Pages of other sites may not log you out.").thrown();
        }
        authentication.caller(request).ifPresent(caller -> heldAccess.endGrant(caller.grant()));
        response.header(HeaderNames.SET_COOKIE, NO_COOKIE);
        response.status(Status.NO_CONTENT_204).send();
    }

    private void me(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        var user = authentication.user(request);
        if (user.isEmpty()) {
            throw Problem.loginNeeded().with("login", logins()).thrown();
        }
        Json.send(response, user.get());
    }

    private List<Login> logins() {
        return devLogin.map(_ -> List.of(new Login(DevLogin.PROVIDER, "Development login", "name")))
                .orElse(List.of());
    }

    private SetCookie cookie(String token) {
        return SetCookie.builder(Authentication.COOKIE, token)
                .path("/")
                .httpOnly(true)
                .secure(ourAddress.isSecure())
                .sameSite(SetCookie.SameSite.LAX)
                .maxAge(Tokens.LIFETIME)
                .build();
    }
}
