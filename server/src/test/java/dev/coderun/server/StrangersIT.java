package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coderun.server.Tour.Visit;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.RawHttp;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every route, asked by whoever has no business there: refused with a sentence, and nothing is changed.
@ExtendWith(WholeServer.Shared.class)
class StrangersIT {

    private static final String NOTHINGS_ID = "AAAAAAAAAAAAAAAAAAAAAA";

    /// What its route takes, so that nobody is refused for the body.
    private static final Map<String, Map<String, ?>> BODIES =
            Map.of(
                    "PATCH /api/sessions/{id}", Map.of("title", "Taken"),
                    "POST /api/sessions/{id}/shares", Map.of("role", "editor"),
                    "POST /api/sessions/{id}/history/restore", Map.of("version", "1"),
                    "POST /api/sessions/{id}/join", Map.of("secret", "a.secret"),
                    "PATCH /api/sessions/{id}/members/{user}", Map.of("role", "editor"));

    /// They end what the browser itself says, if it says anything.
    private static final Set<String> HARMLESS = Set.of("POST /auth/refresh");

    private static WholeServer server;
    private static Tour tour;

    /// The ids of what Ada has, by the route that they stand in.
    private static final Map<String, List<String>> ADAS = new HashMap<>();

    private static String ada = "";
    private static String eve = "";

    @BeforeAll
    static void adaHasEverything(WholeServer started) {
        server = started;
        tour = started.tour();
        eve = logIn("Eve");
        ada = logIn("Ada the owner");
        tour.as(ada);
        var session = tour.ask("POST /api/sessions", Map.of("language", "python")).text("/id");
        var share =
                tour.ask("POST /api/sessions/{id}/shares", Map.of("role", "viewer"), session)
                        .text("/id");
        var me = tour.ask("GET /api/me").text("/id");
        var version = tour.ask("GET /api/sessions/{id}/history", session).text("/items/0/version");
        var submission =
                tour.ask(
                                "POST /api/submissions",
                                Map.of("problem", "ferryqueue", "session", session))
                        .text("/id");
        var token = Map.of("name", "robot", "power", "read", "days", 7);
        ADAS.put("/api/me/tokens/", List.of(tour.ask("POST /api/me/tokens", token).text("/id")));
        ADAS.put("/api/me/devices/", List.of(first("GET /api/me/devices")));
        ADAS.put("/api/me/logins/", List.of(first("GET /api/me/logins")));
        ADAS.put("/api/submissions/", List.of(submission));
        ADAS.put("/api/sessions/{id}/history/", List.of(session, version));
        ADAS.put("/api/sessions/{id}/members/", List.of(session, me));
        ADAS.put("/api/sessions/{id}/shares/", List.of(session, share));
        ADAS.put("/api/sessions/", List.of(session));
    }

    private static String logIn(String name) {
        return tour.ask("POST /auth/dev", Map.of("name", name)).text("/token");
    }

    private static String first(String list) {
        return tour.ask(list).text("/items/0/id");
    }

    @Test
    void whatIsAnothersIsNotFoundByItsId() {
        var before = whatAdaHas();
        tour.as(eve);
        for (var route : routesWithIds()) {
            var answer = askOfAdas(route);
            var ofNothing = ask(route, List.of(NOTHINGS_ID, NOTHINGS_ID));

            assertThat(answer.status()).as(route + answer.body()).isEqualTo(404);
            assertThat(detail(answer)).as(route).endsWith(".");
            assertThat(withoutRequestId(answer))
                    .as("nobody learns from " + route + " that it is there")
                    .isEqualTo(withoutRequestId(ofNothing));
        }

        assertThat(whatAdaHas()).isEqualTo(before);
    }

    @Test
    void anothersSessionCannotBeHandedIn() {
        tour.as(eve);
        var session = ADAS.getOrDefault("/api/sessions/", List.of()).getFirst();

        var answer = handIn(session);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(withoutRequestId(answer)).isEqualTo(withoutRequestId(handIn(NOTHINGS_ID)));
    }

    private static RawHttp handIn(String session) {
        var body = Map.of("problem", "ferryqueue", "session", session);
        return tour.ask("POST /api/submissions", body).answer();
    }

    @Test
    void whatIsNotPublicNeedsALogin() {
        tour.as("");
        for (var route : routes(route -> !server.description().isPublic(route))) {
            var answer = ask(route, List.of(NOTHINGS_ID, NOTHINGS_ID));

            assertThat(answer.status()).as(route + answer.body()).isEqualTo(401);
            assertThat(answer.header("X-Request-Id")).isNotEmpty();
        }
    }

    @Test
    void anotherSitesPageChangesNothingWithTheCookieOfWhoeverLooksAtIt() throws IOException {
        var before = whatAdaHas();
        for (var route : routes(route -> !route.startsWith("GET ") && !HARMLESS.contains(route))) {
            var parts = filledIn(route, adasIds(route)).split(" ", 2);
            var answer =
                    RawHttp.send(
                            server.port(),
                            parts[0],
                            parts[1],
                            Json.write(BODIES.getOrDefault(route, Map.of())),
                            "Content-Type: application/json",
                            "Cookie: coderun=" + ada,
                            "Origin: https://evil.example");

            assertThat(answer.status()).as(route + answer.body()).isIn(401, 403);
        }

        assertThat(whatAdaHas()).isEqualTo(before);
    }

    /// Also whether she is still logged in.
    private static List<String> whatAdaHas() {
        tour.as(ada);
        return Stream.of(
                        ask("GET /api/me", List.of()),
                        ask("GET /api/me/tokens", List.of()),
                        ask("GET /api/me/logins", List.of()),
                        ask("GET /api/submissions", List.of()),
                        ask("GET /api/sessions", List.of()),
                        askOfAdas("GET /api/sessions/{id}/shares"),
                        askOfAdas("GET /api/sessions/{id}/members"))
                .map(RawHttp::body)
                .toList();
    }

    private static RawHttp askOfAdas(String route) {
        return ask(route, adasIds(route));
    }

    private static List<String> routesWithIds() {
        return routes(route -> route.contains("{") && !server.description().isPublic(route));
    }

    private static List<String> routes(Predicate<String> which) {
        return server.routes().stream().filter(which).toList();
    }

    private static List<String> adasIds(String route) {
        var path = route.substring(route.indexOf(' ') + 1);
        return ADAS.keySet().stream()
                .filter(path::startsWith)
                .max((one, other) -> Integer.compare(one.length(), other.length()))
                .map(ADAS::get)
                .orElse(List.of(NOTHINGS_ID));
    }

    private static RawHttp ask(String route, List<String> ids) {
        var body = BODIES.get(route);
        Visit visit =
                body == null
                        ? tour.ask(route, ids.toArray(String[]::new))
                        : tour.ask(route, body, ids.toArray(String[]::new));
        return visit.answer();
    }

    private static String filledIn(String route, List<String> ids) {
        var filled = route;
        for (var id : ids) {
            filled = filled.replaceFirst("\\{\\w+}", id);
        }
        return filled;
    }

    private static JsonNode withoutRequestId(RawHttp answer) {
        return Json.read(answer.body(), ObjectNode.class).without("requestId");
    }

    private static String detail(RawHttp answer) {
        return Json.read(answer.body(), JsonNode.class).path("detail").asText();
    }
}
