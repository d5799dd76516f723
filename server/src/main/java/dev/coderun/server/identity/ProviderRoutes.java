package dev.coderun.server.identity;

import dev.coderun.server.identity.LoginAttempts.Attempt;
import dev.coderun.server.identity.LoginAttempts.Linker;
import dev.coderun.server.identity.provider.Handshake;
import dev.coderun.server.identity.provider.Identity;
import dev.coderun.server.identity.provider.Provider;
import dev.coderun.server.identity.provider.UnbelievableAnswerException;
import dev.coderun.server.web.HttpProblem;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.Problem;
import dev.coderun.server.web.RequestId;
import dev.coderun.server.web.UnavailableException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/// Logging in at a provider, and linking such a login to the account of whoever is logged in. A browser is led back to
/// the page with what went wrong; a program is told it.
final class ProviderRoutes implements HttpService {

    private static final System.Logger LOG = System.getLogger(ProviderRoutes.class.getName());

    private static final String HOME = "/";
    private static final String ACCOUNT = "/account";

    private final Authentication authentication;
    private final LoginAttempts attempts;
    private final Logins logins;
    private final Users users;
    private final Devices devices;
    private final OurAddress ourAddress;

    ProviderRoutes(
            Authentication authentication,
            LoginAttempts attempts,
            Logins logins,
            Users users,
            Devices devices,
            OurAddress ourAddress) {
        this.authentication = authentication;
        this.attempts = attempts;
        this.logins = logins;
        this.users = users;
        this.devices = devices;
        this.ourAddress = ourAddress;
    }

    private record Location(String location) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/auth/login/{provider}", browsed(this::begin));
        rules.get("/auth/callback/{provider}", browsed(this::finish));
        rules.post("/auth/link/{provider}", LoginRoutes.fresh(this::beginLink));
    }

    /// Answers a browser by leading it back to the page, with the problem's kind.
    private static Handler browsed(Handler handler) {
        return LoginRoutes.fresh(
                (request, response) -> {
                    try {
                        handler.handle(request, response);
                    } catch (HttpProblem e) {
                        tell(e.problem(), request, response);
                    } catch (UnavailableException e) {
                        log(request, e);
                        tell(e.problem(), request, response);
                    } catch (UnbelievableAnswerException e) {
                        log(request, e);
                        tell(unbelievable(), request, response);
                    }
                });
    }

    private static void tell(Problem problem, ServerRequest request, ServerResponse response) {
        if (!request.headers().first(HeaderNames.ACCEPT).orElse("").contains("text/html")) {
            throw problem.thrown();
        }
        var kind = problem.type().substring("/problems/".length());
        redirect(response, "/login?problem=" + kind);
    }

    private static void log(ServerRequest request, RuntimeException e) {
        LOG.log(
                System.Logger.Level.WARNING,
                "request %s: a login failed".formatted(RequestId.of(request)),
                e);
    }

    private void begin(ServerRequest request, ServerResponse response) {
        var provider = provider(request);
        var returnTo = request.query().first("return").orElse(HOME);
        if (!ReturnPath.isOurs(returnTo)) {
            throw Problem.of(
                            400,
                            "return-not-ours",
                            "Not our page",
                            "A login leads back to a page of this server and nowhere else.")
                    .thrown();
        }
        var attempt =
                new Attempt(provider, handshake(request, provider), returnTo, Optional.empty());
        var there = attempt.authorization().toString();
        keep(attempt, response);
        redirect(response, there);
    }

    private void beginLink(ServerRequest request, ServerResponse response) {
        var owner = authentication.owner(request);
        var provider = provider(request);
        var attempt =
                new Attempt(
                        provider,
                        handshake(request, provider),
                        ACCOUNT + "?linked=" + provider.id(),
                        Optional.of(new Linker(owner.user().id(), owner.grant())));
        try {
            var there = attempt.authorization().toString();
            keep(attempt, response);
            Json.send(response, new Location(there));
        } catch (UnbelievableAnswerException e) {
            log(request, e);
            throw unbelievable().thrown();
        }
    }

    private void finish(ServerRequest request, ServerResponse response) {
        var query = request.query();
        var kept = Cookies.ATTEMPT.in(request, ourAddress.isSecure());
        // Whatever comes of it, it is not finished twice.
        Cookies.ATTEMPT.clear(response, ourAddress.isSecure());
        var attempt =
                kept.flatMap(
                                found ->
                                        attempts.find(
                                                found,
                                                provider(request).id(),
                                                query.first("state").orElse("")))
                        .orElseThrow(ProviderRoutes::notYours);
        if (query.contains("error") || !query.contains("code")) {
            throw Problem.of(
                            403,
                            "login-refused",
                            "Not logged in",
                            "The login provider did not log you in. Try again, or choose another"
                                    + " way.")
                    .thrown();
        }
        var identity = attempt.identity(query.get("code"));
        if (attempt.linker().isPresent()) {
            link(attempt.linker().get(), identity);
        } else {
            logins.begin(users.userOf(identity), request, response);
        }
        redirect(response, attempt.returnTo());
    }

    private void link(Linker linker, Identity identity) {
        // Only signing out in between could have made this another's browser.
        if (!devices.isThere(linker.userId(), linker.deviceId())) {
            throw notYours();
        }
        switch (users.link(linker.userId(), identity)) {
            case NOW, BEFORE -> {}
            case ELSEWHERE ->
                    throw Problem.of(
                                    409,
                                    "login-taken",
                                    "Taken",
                                    "That login belongs to another account here. Log in with it"
                                            + " and unlink it there first.")
                            .thrown();
            case TOO_MANY ->
                    throw Problem.of(
                                    409,
                                    "too-many-logins",
                                    "Too many",
                                    "An account has at most "
                                            + Users.MAX_LINKED_LOGINS
                                            + " logins. Unlink one first.")
                            .thrown();
        }
    }

    private Provider provider(ServerRequest request) {
        return attempts.provider(request.path().pathParameters().get("provider"))
                .orElseThrow(
                        () ->
                                Problem.of(
                                                404,
                                                "no-such-provider",
                                                "No such login",
                                                "This server does not log in that way: GET /api/me"
                                                        + " names the ways.")
                                        .thrown());
    }

    private Handshake handshake(ServerRequest request, Provider provider) {
        var host = request.headers().first(HeaderNames.HOST).orElse("");
        return Handshake.to(ourAddress.at(host, "/auth/callback/" + provider.id()));
    }

    private void keep(Attempt attempt, ServerResponse response) {
        Cookies.ATTEMPT.set(
                response, attempts.signed(attempt), LoginAttempts.LIFETIME, ourAddress.isSecure());
    }

    private static void redirect(ServerResponse response, String location) {
        response.status(Status.SEE_OTHER_303);
        response.header(HeaderNames.LOCATION, location);
        response.send();
    }

    private static Problem unbelievable() {
        return Problem.of(
                403,
                "login-unbelievable",
                "Not believed",
                "What the login provider answered does not hold. Start again; if it stays, tell"
                        + " whoever runs this server.");
    }

    private static HttpProblem notYours() {
        return Problem.of(
                        403,
                        "login-not-begun-here",
                        "Start again",
                        "This login was not begun in this browser, was finished before, or took"
                                + " longer than ten minutes. Start it again.")
                .thrown();
    }
}
