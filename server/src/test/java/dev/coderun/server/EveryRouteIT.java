package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.Tour.Visit;
import dev.coderun.server.web.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every route of a started server is asked: what travels beside the description of the API, and what it costs beside
/// `docs/storage.md`.
@ExtendWith(WholeServer.Shared.class)
class EveryRouteIT {

    private static final String FILE =
            "server/src/main/resources/dev/coderun/server/web/openapi.json";

    /// It lasts until the submission is judged, which needs a sandbox: see `SubmissionsIT`.
    private static final Set<String> NOT_ASKED = Set.of("GET /api/submissions/{id}/events");

    private static final Pattern ROW = Pattern.compile("\\| `([A-Z]+ /\\S+)` \\| (.*) \\|");
    private static final String WHO_ASKS = "BatchGetItem USER, USER DEVICE";
    private static final List<String> OPENING =
            List.of("UpdateItem DOC LEASE", "GetItem DOC SNAPSHOT", "Query DOC U");

    private static WholeServer server;
    private static ApiDescription description;
    private static Set<String> routes;
    private static Tour tour;

    @BeforeAll
    static void start(WholeServer started) {
        server = started;
        description = started.description();
        routes = started.routes();
        tour = started.tour();
        goEverywhere();
    }

    private static void goEverywhere() {
        tour.ask("GET /observe/health/live");
        tour.ask("GET /observe/health/ready");
        tour.ask("GET /observe/metrics");
        tour.ask("GET /api/openapi");
        tour.ask("GET /api/languages");
        tour.ask("GET /api/problems");
        tour.ask("GET /api/problems/{id}", "ferryqueue");
        tour.ask("GET /api/problems/{id}/images/{name}", "ferryqueue", "none.png");
        tour.ask("GET /api/v2/runtimes");
        var login = tour.ask("POST /auth/dev", Map.of("name", "Ada"));
        var ada = login.text("/token");
        tour.send("POST /auth/refresh", "", List.of("Cookie: " + refreshCookie(login)));
        var lost = logIn("Ada");
        var bob = logIn("Bob");
        tour.as(lost);
        tour.ask("POST /auth/logout");
        tour.as(ada);
        visitTheAccount();
        var session = visitSessions(bob);
        tour.as(ada);
        visitSubmissions(session);
        tour.ask("DELETE /api/sessions/{id}", session);
        tour.as(bob);
        tour.ask("DELETE /api/me", Map.of("name", "Bob"));
    }

    private static String logIn(String name) {
        return tour.ask("POST /auth/dev", Map.of("name", name)).text("/token");
    }

    private static String refreshCookie(Visit login) {
        return login.answer().headerLines().stream()
                .map(line -> line.replaceFirst("^(?i)Set-Cookie: *", ""))
                .filter(line -> line.startsWith("coderun-refresh="))
                .findFirst()
                .orElseThrow();
    }

    private static void visitTheAccount() {
        tour.ask("GET /auth/ways");
        tour.ask("GET /auth/login/{provider}", "nowhere");
        tour.ask("GET /auth/callback/{provider}", "nowhere");
        tour.ask("POST /auth/link/{provider}", "nowhere");
        var me = tour.ask("GET /api/me").text("/id");
        tour.ask(
                "PATCH /api/me",
                Map.of("name", "Ada", "color", tour.ask("GET /api/me").text("/color")));
        tour.send("PUT /api/me/avatar", "no picture", List.of("Content-Type: image/png"));
        tour.ask("GET /api/users/{id}/avatar", me);
        tour.ask("DELETE /api/me/avatar");
        var login = tour.ask("GET /api/me/logins").text("/items/0/id");
        tour.ask("DELETE /api/me/logins/{id}", login);
        logIn("Ada");
        var device = tour.ask("GET /api/me/devices").text("/items/0/id");
        tour.ask("DELETE /api/me/devices/{id}", device);
        makeToken();
        var token = makeToken();
        tour.ask("GET /api/me/tokens");
        tour.ask("DELETE /api/me/tokens/{id}", token);
        tour.ask("GET /api/me/export");
    }

    private static String makeToken() {
        return tour.ask("POST /api/me/tokens", Map.of("name", "robot", "power", "read", "days", 7))
                .text("/id");
    }

    private static String visitSessions(String bob) {
        for (int i = 0; i < 3; i++) {
            tour.ask("POST /api/sessions", Map.of("language", "python"));
        }
        var session =
                tour.ask(
                                "POST /api/sessions",
                                Map.of("language", "python", "problem", "ferryqueue"))
                        .text("/id");
        tour.ask("GET /api/sessions");
        tour.ask("GET /api/sessions/{id}/files", session);
        tour.ask("GET /api/sessions/{id}", session);
        tour.ask("PATCH /api/sessions/{id}", Map.of("title", "Ferries"), session);
        tour.ask("POST /api/sessions/{id}/ticket", session);
        var share = tour.ask("POST /api/sessions/{id}/shares", Map.of("role", "editor"), session);
        tour.ask("GET /api/sessions/{id}/shares", session);
        var ada = tour.token();
        tour.as(bob);
        tour.ask("POST /api/sessions/{id}/join", Map.of("secret", share.text("/secret")), session);
        var bobsId = tour.ask("GET /api/me").text("/id");
        tour.as(ada);
        tour.ask("GET /api/sessions/{id}/members", session);
        tour.ask(
                "PATCH /api/sessions/{id}/members/{user}",
                Map.of("role", "viewer"),
                session,
                bobsId);
        tour.ask("DELETE /api/sessions/{id}/shares/{share}", session, share.text("/id"));
        var version = tour.ask("GET /api/sessions/{id}/history", session).text("/items/0/version");
        tour.ask("GET /api/sessions/{id}/history/{version}", session, version);
        tour.ask(
                "GET /api/sessions/{id}/history/{version}/changes",
                session,
                "now",
                "?since=" + version);
        tour.ask("POST /api/sessions/{id}/history/restore", Map.of("version", version), session);
        return session;
    }

    private static void visitSubmissions(String session) {
        var submission =
                tour.ask(
                                "POST /api/submissions",
                                Map.of("problem", "ferryqueue", "session", session))
                        .text("/id");
        tour.ask("GET /api/submissions", "?problem=ferryqueue");
        tour.ask("GET /api/submissions/{id}", submission);
        tour.ask("POST /api/submissions/{id}/rerun", submission);
        tour.ask("GET /api/progress");
        tour.ask(
                "POST /api/v2/execute",
                Map.of(
                        "language",
                        "python",
                        "version",
                        "*",
                        "files",
                        List.of(Map.of("content", "print(1)"))));
    }

    @Test
    void everyRouteIsDescribedAndNothingElse() {
        var missing = new TreeSet<>(routes);
        missing.removeAll(description.routes());
        var tooMany = new TreeSet<>(description.routes());
        tooMany.removeAll(routes);

        assertThat(missing).as("describe these under \"paths\" in " + FILE).isEmpty();
        assertThat(tooMany).as("no route answers these: remove them from " + FILE).isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (var reference : description.document().findValuesAsText("$ref")) {
            assertThat(description.document().at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }

    @Test
    void whoHasTheDocumentIsNotSentItAgain() throws Exception {
        var document = server.document();
        var again =
                RawHttp.get(
                        server.port(), "/api/openapi", "If-None-Match: " + document.header("ETag"));

        assertThat(document.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void everyRouteIsAskedHere() {
        var asked = new TreeSet<>(NOT_ASKED);
        tour.visits().forEach(visit -> asked.add(visit.route()));

        assertThat(asked).as("ask these in goEverywhere()").isEqualTo(routes);
    }

    @Test
    void whatTravelsIsAsDescribed() {
        assertThat(tour.faults()).isEmpty();
    }

    @Test
    void theDescriptionLeavesNoObjectOpen() {
        assertThat(description.openObjects()).isEmpty();
    }

    @Test
    void nobodyScansTheTable() {
        assertThat(tour.visits()).flatMap(Visit::calls).doesNotContain("Scan");
    }

    @Test
    void eachRequestAsksTheTableAsDocumented() throws IOException {
        var asked = new TreeMap<String, String>();
        for (var visit : tour.visits()) {
            asked.putIfAbsent(visit.route(), String.join(" · ", ofItsOwn(visit.calls())));
        }
        asked.values().removeIf(String::isEmpty);

        assertThat(asked).as("the last table of docs/storage.md").isEqualTo(documented());
    }

    @Test
    void whoeverAsksFirstOpensTheDocument() {
        assertThat(first("GET /api/sessions/{id}/files").calls()).containsSubsequence(OPENING);
    }

    @Test
    void whoAsksIsFoundInOneCall() {
        var calls = first("POST /auth/logout").calls();

        assertThat(calls).containsExactly(WHO_ASKS, "DeleteItem USER DEVICE");
    }

    private static Visit first(String route) {
        return tour.visits().stream()
                .filter(visit -> visit.route().equals(route))
                .findFirst()
                .orElseThrow();
    }

    /// What is the request's own: who asks is remembered for some seconds, a document for as long as it is open, and after
    /// a transaction DynamoDB Local is asked for one item more.
    private static List<String> ofItsOwn(List<String> calls) {
        var own = new ArrayList<>(calls);
        own.remove(WHO_ASKS);
        for (int i = own.size() - 1; i > 0; i--) {
            if (own.get(i).equals("GetItem SCHEMA") && own.get(i - 1).startsWith("Transact")) {
                own.remove(i);
            }
        }
        int opening = Collections.indexOfSubList(own, OPENING);
        if (opening >= 0) {
            own.subList(opening, opening + OPENING.size()).clear();
        }
        return own;
    }

    private static Map<String, String> documented() throws IOException {
        var rows = new TreeMap<String, String>();
        for (var line : Files.readAllLines(Path.of("../docs/storage.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(1), row.group(2));
            }
        }
        return rows;
    }
}
