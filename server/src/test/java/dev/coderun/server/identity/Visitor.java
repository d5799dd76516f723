package dev.coderun.server.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;

/// Somebody in front of a browser: keeps cookies, sends its page's Origin, and is led elsewhere only step by step.
final class Visitor {

    private final String address;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

    Visitor(String address) {
        this.address = address;
    }

    /// What came back.
    record Answer(int status, HttpHeaders headers, String body) {

        Optional<String> header(String name) {
            return headers.firstValue(name);
        }

        Optional<String> location() {
            return header("Location");
        }

        JsonNode json() {
            return Json.read(body, JsonNode.class);
        }

        String kind() {
            return json().path("type").asText().replace("/problems/", "");
        }
    }

    Answer logInByName(String name) {
        return post("/auth/dev", Map.of("name", name));
    }

    Answer refresh() {
        return post("/auth/refresh", Map.of());
    }

    Answer me() {
        return get("/api/me");
    }

    String id() {
        return me().json().path("id").asText();
    }

    Answer makeToken(String power) {
        return post("/api/me/tokens", Map.of("name", "robot", "power", power, "days", 7));
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    Answer send(String method, String path, Object body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Origin", address)
                        .method(method, BodyPublishers.ofString(Json.write(body))));
    }

    Answer delete(String path) {
        return send(request(path).header("Origin", address).DELETE());
    }

    Answer getWithToken(String path, String token) {
        return send(request(path).header("Authorization", "Bearer " + token).GET());
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    byte[] bytes(String path) {
        try {
            return http.send(request(path).build(), BodyHandlers.ofByteArray()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("/") ? address + path : path));
    }

    /// Goes to a provider and comes back, and answers what our server said then.
    Answer logInWith(String provider, String returnTo) {
        return get(comeBackFrom(beginLogin(provider, returnTo)));
    }

    /// The provider's address that a login leads to.
    String beginLogin(String provider, String returnTo) {
        var begun = get("/auth/login/" + provider + "?return=" + returnTo);
        return begun.location().orElseThrow(() -> new AssertionError("not begun: " + begun));
    }

    /// Lets the provider log one in; answers where it leads.
    String comeBackFrom(String authorization) {
        var answer = get(authorization);
        return answer.location().orElseThrow(() -> new AssertionError("not let in: " + answer));
    }

    Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    void setCookie(String name, String value, String path) {
        var cookie = new HttpCookie(name, value);
        cookie.setPath(path);
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create(address), cookie);
    }
}
