package dev.coderun.server.identity.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.identity.provider.PlainOAuth.Endpoints;
import java.net.URI;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Login by GitHub, which speaks OAuth 2.0 without OpenID Connect. An account is known by its number, for its name may
/// be given up and taken by somebody else.
public final class GitHub implements Provider {

    private static final Endpoints ENDPOINTS =
            Endpoints.of(
                    "https://github.com/login/oauth/authorize",
                    "https://github.com/login/oauth/access_token",
                    "https://api.github.com");

    private static final String ID = "github";

    private final String realm;
    private final PlainOAuth oauth;

    public GitHub(Client client) {
        this(client, ID, ENDPOINTS);
    }

    /// A GitHub server of one's own, whose accounts have numbers of its own.
    public static GitHub at(URI server, Client client) {
        var address = server.toString().replaceFirst("/+$", "");
        var endpoints =
                Endpoints.of(
                        address + "/login/oauth/authorize",
                        address + "/login/oauth/access_token",
                        address + "/api/v3");
        return new GitHub(client, address, endpoints);
    }

    private GitHub(Client client, String realm, Endpoints endpoints) {
        this.realm = realm;
        oauth = new PlainOAuth(client, endpoints, "read:user", "user:email");
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String name() {
        return "GitHub";
    }

    @Override
    public String realm() {
        return realm;
    }

    @Override
    public URI authorization(Handshake handshake) {
        return oauth.authorization(handshake);
    }

    @Override
    public Identity identity(String code, Handshake handshake) {
        var token = oauth.accessToken(code, handshake);
        var user = oauth.ask("/user", token);
        var number = user.json().path("id");
        if (!number.isIntegralNumber()) {
            throw new UnbelievableAnswerException("an account without a number");
        }
        var name = user.optional("name").or(() -> user.optional("login")).orElse("");
        return new Identity(
                realm, number.asText(), name, address(oauth.ask("/user/emails", token)));
    }

    /// The primary address, if GitHub has verified it; an account may have others that it has not.
    private static Optional<String> address(JsonAnswer addresses) {
        return StreamSupport.stream(addresses.json().spliterator(), false)
                .filter(each -> each.path("primary").asBoolean())
                .filter(each -> each.path("verified").asBoolean())
                .map(each -> each.path("email"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst();
    }
}
