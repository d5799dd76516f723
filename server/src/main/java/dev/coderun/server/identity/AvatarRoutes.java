package dev.coderun.server.identity;

import dev.coderun.server.web.Json;
import dev.coderun.server.web.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Setting one's picture, and seeing others'.
final class AvatarRoutes implements HttpService {

    private static final String MINE = "/api/me/avatar";

    private final Authentication authentication;
    private final Avatars avatars;
    private final Users users;
    private final KnownTokens knownTokens;

    AvatarRoutes(
            Authentication authentication, Avatars avatars, Users users, KnownTokens knownTokens) {
        this.authentication = authentication;
        this.avatars = avatars;
        this.users = users;
        this.knownTokens = knownTokens;
    }

    /// Another version is another address, so that a browser may keep what it has.
    static String address(String userId, String version) {
        return "/api/users/" + userId + "/avatar?v=" + version;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.put(MINE, LoginRoutes.fresh(this::set));
        rules.delete(MINE, LoginRoutes.fresh(this::remove));
        rules.get("/api/users/{id}/avatar", this::show);
    }

    private void set(ServerRequest request, ServerResponse response) {
        var user = authentication.owner(request).user();
        byte[] png;
        try (var in = request.content().inputStream()) {
            png = in.readNBytes(Avatars.MAX_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Avatars.isSmallPng(png)) {
            throw Problem.of(
                            415,
                            "no-picture",
                            "No such picture",
                            "Send a PNG of at most %d bytes and %d pixels across."
                                    .formatted(Avatars.MAX_BYTES, Avatars.MAX_PIXELS_ACROSS))
                    .thrown();
        }
        avatars.set(user.id(), png);
        sendChanged(user.id(), response);
    }

    private void remove(ServerRequest request, ServerResponse response) {
        var user = authentication.owner(request).user();
        avatars.remove(user.id());
        sendChanged(user.id(), response);
    }

    private void sendChanged(String userId, ServerResponse response) {
        knownTokens.forget(userId);
        var changed = users.find(userId).orElseThrow(() -> Problem.loginNeeded().thrown());
        Json.send(response, UserJson.of(changed));
    }

    private void show(ServerRequest request, ServerResponse response) {
        var id = request.path().pathParameters().get("id");
        var found = Secrets.isId(id) ? avatars.find(id) : Optional.<Avatars.Avatar>empty();
        var avatar =
                found.orElseThrow(
                        () ->
                                Problem.of(404, "not-found", "No picture", "There is no picture.")
                                        .thrown());
        var tag = "\"" + avatar.version() + "\"";
        response.header(HeaderNames.ETAG, tag);
        response.header(HeaderNames.CACHE_CONTROL, "private, max-age=86400");
        if (request.headers().values(HeaderNames.IF_NONE_MATCH).contains(tag)) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, "image/png");
        response.send(avatar.png());
    }
}
