package dev.coderun.e2e.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/// What programs ask the server over HTTP, as somebody who is logged in or as nobody.
public final class Api {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String address;
    private final Optional<String> token;

    public Api(String address) {
        this(address, Optional.empty());
    }

    private Api(String address, Optional<String> token) {
        this.address = address;
        this.token = token;
    }

    /// One answer: its status and its JSON, which is empty if there is none.
    public record Answer(int status, JsonNode json) {}

    public Api loggedInAs(String name) {
        var answer = post("/auth/dev", Map.of("name", name));
        return new Api(address, Optional.of(answer.json().path("token").asText()));
    }

    public String token() {
        return token.orElseThrow();
    }

    /// A new session's id.
    public String newSession(String language) {
        var answer = post("/api/sessions", Map.of("language", language));
        if (answer.status() != 201) {
            throw new AssertionError("No session was made: " + answer);
        }
        return answer.json().path("id").asText();
    }

    /// A new session whose address makes everybody who is logged in an editor.
    public String newOpenSession(String language) {
        var session = newSession(language);
        var answer =
                patch("/api/sessions/" + session, Map.of("sharing", Map.of("address", "editor")));
        if (answer.status() != 200) {
            throw new AssertionError("The session was not opened: " + answer);
        }
        return session;
    }

    /// The secret of a new link that gives this role, as the session's owner.
    public String share(String session, String role) {
        return post("/api/sessions/" + session + "/shares", Map.of("role", role))
                .json()
                .path("secret")
                .asText();
    }

    public Answer join(String session, String secret) {
        return post("/api/sessions/" + session + "/join", Map.of("secret", secret));
    }

    /// Gives somebody who has been in the session another role, or `none`, as its owner.
    public void decide(String session, Api somebody, String role) {
        var id = somebody.get("/api/me").json().path("id").asText();
        var answer = patch("/api/sessions/" + session + "/members/" + id, Map.of("role", role));
        if (answer.status() != 200) {
            throw new AssertionError("The role was not changed: " + answer);
        }
    }

    public String ticket(String session) {
        return post("/api/sessions/" + session + "/ticket", Map.of())
                .json()
                .path("ticket")
                .asText();
    }

    /// What the server holds: text by path.
    public Map<String, String> files(String session) {
        var files = new TreeMap<String, String>();
        get("/api/sessions/" + session + "/files")
                .json()
                .path("files")
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
        return files;
    }

    /// The paths that the server holds a file under but will never run.
    public List<String> badPaths(String session) {
        var paths = get("/api/sessions/" + session + "/files").json().path("badPaths");
        return StreamSupport.stream(paths.spliterator(), false).map(JsonNode::asText).toList();
    }

    public String stateVector(String session) {
        return get("/api/sessions/" + session + "/files").json().path("stateVector").asText();
    }

    public boolean languageIsReady(String language) {
        for (var item : get("/api/languages").json().path("items")) {
            if (item.path("id").asText().equals(language)) {
                return item.path("state").asText().equals("ready");
            }
        }
        return false;
    }

    /// A number from `/observe/metrics`.
    public double metric(String name) {
        var request = HttpRequest.newBuilder(URI.create(address + "/observe/metrics")).GET();
        return new String(bytes(request).body(), UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    public Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(address + path)).GET());
    }

    public Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    private Answer send(String method, String path, Object body) {
        try {
            return send(
                    HttpRequest.newBuilder(URI.create(address + path))
                            .header("Content-Type", "application/json")
                            .method(
                                    method,
                                    BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Answer delete(String path) {
        return send(HttpRequest.newBuilder(URI.create(address + path)).DELETE());
    }

    private Answer send(HttpRequest.Builder request) {
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        var response = bytes(request);
        try {
            return new Answer(response.statusCode(), json(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<byte[]> bytes(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while asking the server.", e);
        }
    }

    private static JsonNode json(byte[] body) throws IOException {
        return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    }
}
