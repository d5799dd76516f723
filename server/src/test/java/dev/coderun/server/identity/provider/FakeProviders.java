package dev.coderun.server.identity.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coderun.server.identity.provider.PlainOAuth.Endpoints;
import dev.coderun.server.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
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
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var place : List.of("", "/login/oauth")) {
            server.createContext(place + "/authorize", this::authorize);
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
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Map<String, Object> address(String email, boolean primary, boolean verified) {
        return Map.of("email", email, "primary", primary, "verified", verified);
    }

    private void answer(String path, Object json) {
        server.createContext(
                path,
                exchange ->
                        send(
                                exchange,
                                hasToken(exchange) ? 200 : 401,
                                hasToken(exchange) ? json : Map.of("message", "Bad credentials")));
    }

    private static boolean hasToken(HttpExchange exchange) {
        return ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        var query = parameters(exchange.getRequestURI().getRawQuery());
        var back = URI.create(query.get("redirect_uri"));
        exchange.getResponseHeaders()
                .add("Location", back + "?code=" + CODE + "&state=" + query.get("state"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var form = parameters(body);
        var isGood =
                CODE.equals(form.get("code"))
                        && client.id().equals(form.get("client_id"))
                        && client.secret().equals(form.get("client_secret"));
        send(
                exchange,
                200,
                isGood
                        ? Map.of("access_token", TOKEN, "token_type", "bearer")
                        : Map.of("error", "bad_verification_code"));
    }

    private void me(HttpExchange exchange) throws IOException {
        var query = parameters(exchange.getRequestURI().getRawQuery());
        var isGood = hasToken(exchange) && proof().equals(query.get("appsecret_proof"));
        send(
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

    private static Map<String, String> parameters(String text) {
        var found = new HashMap<String, String>();
        for (var pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            found.put(
                    pair.substring(0, equals),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return found;
    }

    private static void send(HttpExchange exchange, int status, Object json) throws IOException {
        var bytes = Json.bytes(json);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
