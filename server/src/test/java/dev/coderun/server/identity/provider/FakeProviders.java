package dev.coderun.server.identity.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coderun.server.identity.provider.PlainOAuth.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// GitHub and Facebook as their documents describe them, on a port of their own: codes for tokens, and answers to
/// whoever shows one.
public final class FakeProviders implements AutoCloseable {

    private static final String CODE = "a-code";
    private static final String TOKEN = "an-access-token";

    private final HttpServer server;
    private final Client client;

    public FakeProviders(Client client) {
        this.client = client;
        server = Exchanges.server();
        for (var place : List.of("", "/login/oauth")) {
            server.createContext(
                    place + "/authorize", exchange -> Exchanges.leadBack(exchange, CODE));
        }
        server.createContext("/token", this::token);
        server.createContext("/login/oauth/access_token", this::token);
        answer("/api/v3/user", Map.of("id", 583231, "login", "octocat"));
        answer(
                "/api/v3/user/emails",
                List.of(
                        address("unverified@github.example", true, false),
                        address("other@github.example", false, true),
                        address("primary@github.example", true, true)));
        server.createContext("/me", this::me);
        server.start();
    }

    public GitHub gitHub() {
        return GitHub.at(URI.create(base()), client);
    }

    public Facebook facebook() {
        return new Facebook(client, endpoints());
    }

    private Endpoints endpoints() {
        return Endpoints.of(base() + "/authorize", base() + "/token", base());
    }

    public String gitHubAddress() {
        return base();
    }

    private String base() {
        return Exchanges.address(server);
    }

    private static Map<String, Object> address(String email, boolean primary, boolean verified) {
        return Map.of("email", email, "primary", primary, "verified", verified);
    }

    private void answer(String path, Object json) {
        server.createContext(
                path,
                exchange ->
                        Exchanges.send(
                                exchange,
                                hasToken(exchange) ? 200 : 401,
                                hasToken(exchange) ? json : Map.of("message", "Bad credentials")));
    }

    private static boolean hasToken(HttpExchange exchange) {
        return ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void token(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var form = Exchanges.parameters(body);
        var isGood =
                CODE.equals(form.get("code"))
                        && client.id().equals(form.get("client_id"))
                        && client.secret().equals(form.get("client_secret"));
        Exchanges.send(
                exchange,
                200,
                isGood
                        ? Map.of("access_token", TOKEN, "token_type", "bearer")
                        : Map.of("error", "bad_verification_code"));
    }

    private void me(HttpExchange exchange) throws IOException {
        var query = Exchanges.parameters(exchange.getRequestURI().getRawQuery());
        var isGood = hasToken(exchange) && proof().equals(query.get("appsecret_proof"));
        Exchanges.send(
                exchange,
                isGood ? 200 : 400,
                isGood
                        ? Map.of("id", "10158", "name", "Ada of Facebook")
                        : Map.of("error", Map.of("message", "Invalid appsecret_proof")));
    }

    private String proof() {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(client.secret().getBytes(StandardCharsets.UTF_8), "x"));
            return HexFormat.of().formatHex(mac.doFinal(TOKEN.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
