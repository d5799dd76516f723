package dev.coderun.server.identity;

import dev.coderun.server.identity.Caller.Power;
import dev.coderun.server.web.BadJsonException;
import dev.coderun.server.web.HttpProblem;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.Problem;
import dev.coderun.server.web.Tagged;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/api/me`: what people see and change of their own account. All but the profile opens to those alone who logged in by
/// themselves.
final class AccountRoutes implements HttpService {

    /// What a token may be made for: never for the account.
    private static final Map<String, Power> POWERS =
            Map.of("read", Power.READ, "change", Power.CHANGE);

    private final Authentication authentication;
    private final Users users;
    private final Devices devices;
    private final ApiTokens apiTokens;
    private final Logins logins;
    private final KnownTokens knownTokens;
    private final Account account;

    AccountRoutes(
            Authentication authentication,
            Users users,
            Devices devices,
            ApiTokens apiTokens,
            Logins logins,
            KnownTokens knownTokens,
            Account account) {
        this.authentication = authentication;
        this.users = users;
        this.devices = devices;
        this.apiTokens = apiTokens;
        this.logins = logins;
        this.knownTokens = knownTokens;
        this.account = account;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.patch("/", LoginRoutes.fresh(this::change));
        rules.delete("/", LoginRoutes.fresh(this::delete));
        rules.get("/export", LoginRoutes.fresh(this::export));
        rules.get("/logins", LoginRoutes.fresh(this::listLogins));
        rules.delete("/logins/{id}", LoginRoutes.fresh(this::unlink));
        rules.get("/devices", LoginRoutes.fresh(this::listDevices));
        rules.delete("/devices/{id}", LoginRoutes.fresh(this::endDevice));
        rules.get("/tokens", LoginRoutes.fresh(this::listTokens));
        rules.post("/tokens", LoginRoutes.fresh(this::makeToken));
        rules.delete("/tokens/{id}", LoginRoutes.fresh(this::revokeToken));
    }

    /// What is to change of a profile.
    record Changes(@Nullable String name, @Nullable String color) {
        Changes {
            if (name != null) {
                name = Names.checked(name);
            }
            if (color != null && !User.COLORS.contains(color)) {
                throw new BadJsonException(
                        "A colour is one of " + String.join(", ", User.COLORS) + ".");
            }
        }

        Users.Changes ofUser() {
            return new Users.Changes(Optional.ofNullable(name), Optional.ofNullable(color));
        }
    }

    /// Shows that somebody means to delete the account, and which.
    record Deletion(String name) {
        Deletion {
            Json.required(name, "name");
        }
    }

    record NewToken(String name, String power, int days) {
        NewToken {
            name = Names.checked(Json.required(name, "name"), ApiTokens.MAX_NAME_CHARACTERS);
            if (!POWERS.containsKey(Json.required(power, "power"))) {
                throw new BadJsonException("A token's power is read or change.");
            }
            if (days < 1 || days > ApiTokens.MAX_LIFETIME.toDays()) {
                throw new BadJsonException(
                        "A token lasts for 1 to " + ApiTokens.MAX_LIFETIME.toDays() + " days.");
            }
        }
    }

    private record Made(
            String id,
            String token,
            String name,
            String power,
            String createdAt,
            String expiresAt) {}

    private record Items(List<?> items) {}

    private void change(ServerRequest request, ServerResponse response) {
        var id = authentication.owner(request).user().id();
        var changes = Json.body(request, Changes.class).ofUser();
        if (Tagged.isForOneState(request)) {
            var before = stored(id);
            Tagged.check(request, UserJson.of(before));
            if (!users.changeIfStill(before, changes)) {
                throw Tagged.hasChanged();
            }
        } else if (!users.change(id, changes)) {
            throw Problem.loginNeeded().thrown();
        }
        knownTokens.forget(id);
        var changed = UserJson.of(stored(id));
        Tagged.mark(response, changed);
        Json.send(response, changed);
    }

    /// Not as they are remembered.
    private User stored(String userId) {
        return users.find(userId).orElseThrow(() -> Problem.loginNeeded().thrown());
    }

    private void delete(ServerRequest request, ServerResponse response) {
        var user = authentication.owner(request).user();
        if (!Json.body(request, Deletion.class).name.equals(user.name())) {
            throw Problem.badRequest("Give your name as it is here, to show that you mean it.")
                    .thrown();
        }
        account.delete(user.id());
        knownTokens.forget(user.id());
        logins.clearCookies(response);
        noContent(response);
    }

    private void export(ServerRequest request, ServerResponse response) {
        var user = authentication.owner(request).user();
        response.header(HeaderNames.CONTENT_TYPE, "application/zip");
        response.header(
                HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"code-run-account.zip\"");
        try (var out = response.outputStream()) {
            account.export(user, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listLogins(ServerRequest request, ServerResponse response) {
        var user = authentication.owner(request).user();
        send(response, account.logins(user));
    }

    private void unlink(ServerRequest request, ServerResponse response) {
        var user = authentication.owner(request).user();
        var id = id(request);
        var linked = users.linkedLogins(user.id());
        if (linked.stream().noneMatch(login -> login.id().equals(id))) {
            throw notFound();
        }
        if (!users.unlink(user.id(), id)) {
            throw Problem.of(
                            409,
                            "last-login",
                            "The last one",
                            "This is your only way to log in. Link another one first.")
                    .thrown();
        }
        noContent(response);
    }

    private void listDevices(ServerRequest request, ServerResponse response) {
        var caller = authentication.owner(request);
        send(
                response,
                devices.list(caller.user().id()).stream()
                        .map(device -> AccountJson.of(device, caller.grant()))
                        .toList());
    }

    private void endDevice(ServerRequest request, ServerResponse response) {
        var user = authentication.owner(request).user();
        if (!logins.endDevice(user.id(), id(request))) {
            throw notFound();
        }
        noContent(response);
    }

    private void listTokens(ServerRequest request, ServerResponse response) {
        var user = authentication.owner(request).user();
        send(response, apiTokens.list(user.id()).stream().map(AccountJson::of).toList());
    }

    private void makeToken(ServerRequest request, ServerResponse response) {
        var user = authentication.owner(request).user();
        var wanted = Json.body(request, NewToken.class);
        var made =
                apiTokens
                        .make(
                                user.id(),
                                wanted.name,
                                Objects.requireNonNull(POWERS.get(wanted.power)),
                                Duration.ofDays(wanted.days))
                        .orElseThrow(AccountRoutes::tooMany);
        response.status(Status.CREATED_201);
        var token = made.token();
        Json.send(
                response,
                new Made(
                        token.id(),
                        made.text(),
                        token.name(),
                        token.power().name().toLowerCase(Locale.ROOT),
                        token.createdAt().toString(),
                        token.expiresAt().toString()));
    }

    private void revokeToken(ServerRequest request, ServerResponse response) {
        var user = authentication.owner(request).user();
        if (!logins.revoke(user.id(), id(request))) {
            throw notFound();
        }
        noContent(response);
    }

    private static String id(ServerRequest request) {
        var id = request.path().pathParameters().get("id");
        if (!Secrets.isId(id)) {
            throw notFound();
        }
        return id;
    }

    private static void send(ServerResponse response, List<?> items) {
        Json.send(response, new Items(items));
    }

    private static void noContent(ServerResponse response) {
        response.status(Status.NO_CONTENT_204).send();
    }

    private static HttpProblem notFound() {
        return Problem.of(
                        404, "not-found", "Nothing here", "Your account has nothing of that kind.")
                .thrown();
    }

    private static HttpProblem tooMany() {
        return Problem.of(
                        409,
                        "too-many-tokens",
                        "Too many tokens",
                        "An account has at most "
                                + ApiTokens.MAX_TOKENS
                                + " tokens. Revoke one first.")
                .thrown();
    }
}
