package dev.coderun.e2e.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// A GitHub server with one account, which is always logged in and agrees to everything; it answers as GitHub's documents
/// describe it.
public final class FakeGitHub implements AutoCloseable {
    private static final String CODE = "a-code";
    private static final String TOKEN = "gho_token";

    private final HttpServer server;

    public FakeGitHub(String login, int id) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/login/oauth/authorize", FakeGitHub::authorize);
        server.createContext("/login/oauth/access_token", FakeGitHub::exchangeCode);
        answer("/api/v3/user", Map.of("id", id, "login", login));
        answer(
                "/api/v3/user/emails",
                List.of(
                        Map.of(
                                "email",
                                login + "@github.example",
                                "primary",
                                true,
                                "verified",
                                true)));
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void authorize(HttpExchange exchange) throws IOException {
        var query = exchange.getRequestURI().getQuery();
        var back = URI.create(parameter(query, "redirect_uri"));
        exchange.getResponseHeaders()
                .add("Location", back + "?code=" + CODE + "&state=" + parameter(query, "state"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static String parameter(String query, String name) {
        return query.replaceFirst("^(?:.*&)?" + name + "=([^&]*).*$", "$1");
    }

    private static void exchangeCode(HttpExchange exchange) throws IOException {
        var form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        send(
                exchange,
                200,
                parameter(form, "code").equals(CODE)
                        ? Map.of("access_token", TOKEN, "token_type", "bearer")
                        : Map.of("error", "bad_verification_code"));
    }

    private void answer(String path, Object json) {
        server.createContext(
                path,
                exchange -> {
                    var shown = exchange.getRequestHeaders().getFirst("Authorization");
                    var isGood = ("Bearer " + TOKEN).equals(shown);
                    send(
                            exchange,
                            isGood ? 200 : 401,
                            isGood ? json : Map.of("message", "Bad credentials"));
                });
    }

    private static void send(HttpExchange exchange, int status, Object json) throws IOException {
        var bytes = Api.JSON.writeValueAsBytes(json);
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
