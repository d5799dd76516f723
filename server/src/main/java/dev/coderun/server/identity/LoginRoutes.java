package dev.coderun.server.identity;

import dev.coderun.server.web.Json;
import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.Problem;
import dev.coderun.server.web.Tagged;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Logging in by name, staying logged in, logging out, and who one is.
final class LoginRoutes implements HttpService {

    private final Authentication authentication;
    private final Logins logins;
    private final LoginAttempts attempts;
    private final OurAddress ourAddress;
    private final Optional<DevLogin> devLogin;

    LoginRoutes(
            Authentication authentication,
            Logins logins,
            LoginAttempts attempts,
            OurAddress ourAddress,
            Optional<DevLogin> devLogin) {
        this.authentication = authentication;
        this.logins = logins;
        this.attempts = attempts;
        this.ourAddress = ourAddress;
        this.devLogin = devLogin;
    }

    private record LoggedIn(String token, UserJson user) {}

    private record Renewed(@Nullable UserJson user) {}

    /// A way to log in; `kind` says what the page asks for.
    private record Way(String id, String name, String kind) {}

    private record Ways(List<Way> items) {}

    /// What is sent to log out.
    record Logout(@Nullable Boolean everywhere) {}

    @Override
    public void routing(HttpRules rules) {
        devLogin.ifPresent(
                dev ->
                        rules.post(
                                "/auth/dev",
                                fresh((request, response) -> byName(dev, request, response))));
        rules.post("/auth/refresh", fresh(this::renew));
        rules.post("/auth/logout", fresh(this::logOut));
        rules.get("/auth/ways", fresh((_, response) -> Json.send(response, new Ways(ways()))));
        rules.get("/api/me", fresh(this::me));
    }

    /// Answers that nobody keeps.
    static Handler fresh(Handler handler) {
        return (request, response) -> {
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
            handler.handle(request, response);
        };
    }

    private void byName(DevLogin dev, ServerRequest request, ServerResponse response) {
        var user = dev.logIn(request);
        var login = logins.begin(user, request, response);
        Json.send(response, new LoggedIn(logins.programToken(login), UserJson.of(user)));
    }

    /// Answers who is logged in; without a user, nobody is any more.
    private void renew(ServerRequest request, ServerResponse response) {
        refuseForeign(request, "Pages of other sites may not renew your login.");
        var user = logins.renew(request, response);
        Json.send(response, new Renewed(user.map(UserJson::of).orElse(null)));
    }

    private void logOut(ServerRequest request, ServerResponse response) {
        refuseForeign(request, "Pages of other sites may not log you out.");
        var everywhere =
                request.content().hasEntity()
                        && Boolean.TRUE.equals(Json.body(request, Logout.class).everywhere());
        var caller = authentication.caller(request);
        if (everywhere) {
            logins.endAll(authentication.owner(request).user().id());
        } else if (caller.isPresent()) {
            logins.end(caller.get());
        } else if (request.headers().contains(HeaderNames.ORIGIN)) {
            logins.endIdle(request);
        }
        logins.clearCookies(response);
        response.status(Status.NO_CONTENT_204).send();
    }

    private void refuseForeign(ServerRequest request, String why) {
        if (!request.headers()
                .first(HeaderNames.ORIGIN)
                .map(ourAddress::isOurOrigin)
                .orElse(true)) {
            throw Problem.notAllowed(why).thrown();
        }
    }

    private void me(ServerRequest request, ServerResponse response) {
        var user = authentication.user(request);
        if (user.isEmpty()) {
            throw Problem.loginNeeded().with("login", ways()).thrown();
        }
        Tagged.send(request, response, UserJson.of(user.get()));
    }

    private List<Way> ways() {
        var ways = new ArrayList<Way>();
        attempts.providers()
                .forEach(provider -> ways.add(new Way(provider.id(), provider.name(), "redirect")));
        devLogin.ifPresent(_ -> ways.add(new Way(DevLogin.PROVIDER, "Development login", "name")));
        return ways;
    }
}
