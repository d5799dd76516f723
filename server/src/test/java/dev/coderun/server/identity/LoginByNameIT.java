package dev.coderun.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.RawHttp;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Logging in by name.
class LoginByNameIT extends AtPeopleServer {

    private static final String ADA = "{\"name\": \"Ada\"}";

    @Test
    void aNameLogsInWithATokenAndACookieThatScriptsCannotRead() throws IOException {
        var answer = logIn(ADA);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Set-Cookie"))
                .startsWith("coderun=ey")
                .contains("HttpOnly", "SameSite=Lax", "Path=/");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void theSameNameIsTheSameUserAndAnotherIsNot() throws IOException {
        var first = json(logIn(ADA)).at("/user/id").asText();
        var again = json(logIn("{\"name\": \"  Ada \"}")).at("/user/id").asText();
        var bob = json(logIn("{\"name\": \"Bob\"}")).at("/user/id").asText();

        assertThat(again).isEqualTo(first);
        assertThat(bob).isNotEqualTo(first);
    }

    @Test
    void theCookieAndTheBearerTokenBothSayWhoOneIs() throws IOException {
        var token = tokenIn(logIn(ADA));

        assertThat(json(me("Cookie: other=1; coderun=" + token)).get("name").asText())
                .isEqualTo("Ada");
        assertThat(json(me("Authorization: Bearer " + token)).get("name").asText())
                .isEqualTo("Ada");
    }

    @Test
    void aBearerTokenThatDoesNotHoldIsNotHelpedByTheCookie() throws IOException {
        var token = tokenIn(logIn(ADA));

        assertThat(me("Cookie: coderun=" + token, "Authorization: Bearer wrong").status())
                .isEqualTo(401);
        assertThat(me("Cookie: coderun=" + token, "Authorization: Basic QTpC").status())
                .isEqualTo(401);
    }

    @Test
    void whoIsNobodyIsToldHowToLogIn() throws IOException {
        var answer = me();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(json(answer).at("/login/0/id").asText()).isEqualTo("dev");
        assertThat(json(answer).at("/login/0/kind").asText()).isEqualTo("name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Forwarded: for=127.0.0.1",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-Host: localhost",
                "X-Forwarded-Proto: https",
                "X-Real-IP: 127.0.0.1",
                "Via: 1.1 proxy"
            })
    void whatMayComeFromElsewhereDoesNotLogIn(String header) throws IOException {
        assertThat(logIn(ADA, header).status()).isEqualTo(403);
    }

    @Test
    void ourOwnPageLogsIn() throws IOException {
        var origin = "Origin: http://localhost:" + server.port();

        assertThat(logIn(ADA, origin).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.2", "localhost:1"})
    void aReboundNameIsRefused(String host) throws IOException {
        var name = host.contains(":") ? host : host + ":" + server.port();

        assertThat(logIn(ADA, "Host: " + name).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \"\"}",
                "{\"name\": \"   \"}",
                "{\"name\": 5}",
                "{\"name\": null}",
                "{\"name\": \"a\\u0000b\"}",
                "{\"name\": \"a\\u202eb\"}",
                "{\"name\": \"12345678901234567890123456789012345678901\"}",
                "[]",
                "null",
                "{\"name\": \"Ada\"",
                "{\"name\": \"Ada\"} more",
                "{\"name\": \"Ada\", \"name\": \"Eve\"}",
                "Ada"
            })
    void whatIsNoNameIsABadRequest(String body) throws IOException {
        var answer = logIn(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).get("type").asText()).isEqualTo("/problems/bad-json");
    }

    @Test
    void aFormDoesNotLogIn() throws IOException {
        var answer =
                RawHttp.send(
                        server.port(),
                        "POST",
                        "/auth/dev",
                        "{\"name\": \"Ada\"}",
                        "Content-Type: text/plain");

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws IOException {
        var body = "{\"name\": \"" + "x".repeat(Json.MAX_BODY_BYTES) + "\"}";

        assertThat(logIn(body).status()).isEqualTo(413);
    }

    @Test
    void outsideDevModeThereIsNoSuchLogin() throws IOException {
        server.serve(new People.Ways(false, List.of(), List.of()));
        try {
            assertThat(logIn(ADA).status()).isEqualTo(404);
            assertThat(json(me()).get("login").isEmpty()).isTrue();
        } finally {
            server.serve(People.Ways.devMode());
        }
    }

    @Test
    void loggingOutClearsTheCookie() throws IOException {
        var answer = RawHttp.send(server.port(), "POST", "/auth/logout", "");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Set-Cookie")).startsWith("coderun=;").contains("Max-Age=0");
    }

    @Test
    void anotherSitesPageDoesNotLogAnybodyOut() throws IOException {
        var answer =
                RawHttp.send(
                        server.port(), "POST", "/auth/logout", "", "Origin: https://evil.example");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    private RawHttp logIn(String body, String... headers) throws IOException {
        return RawHttp.postJson(server.port(), "/auth/dev", body, headers);
    }

    private RawHttp me(String... headers) throws IOException {
        return RawHttp.get(server.port(), "/api/me", headers);
    }

    private static String tokenIn(RawHttp answer) {
        return json(answer).get("token").asText();
    }

    private static JsonNode json(RawHttp answer) {
        return Json.read(answer.body(), JsonNode.class);
    }
}
