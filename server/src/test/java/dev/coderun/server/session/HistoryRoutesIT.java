package dev.coderun.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.LocalDynamo;
import dev.coderun.server.dynamodb.LocalStore;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.identity.Authentication;
import dev.coderun.server.identity.KnownPeople;
import dev.coderun.server.identity.User;
import dev.coderun.server.identity.UserStore;
import dev.coderun.server.transport.HttpServer;
import dev.coderun.server.transport.TransportLimits;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.TrustedProxies;
import dev.coderun.session.live.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The past of a session over HTTP, with a real table under it and somebody who types.
@Timeout(120)
class HistoryRoutesIT {

    /// Later than today: the database itself removes what has expired.
    private static final Instant START = Instant.parse("2100-05-01T10:00:00Z");

    private static final Duration RETENTION = Duration.ofDays(30);
    private static final int ENTRIES_BEFORE_SNAPSHOT = 3;

    private static final User ADA = User.of("ada", "Ada");
    private static final User EVE = User.of("eve", "Eve");

    @TempDir private static Path folder;
    private static LocalDynamo local;
    private static Table table;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource time = now::get;
    private final KnownPeople people = new KnownPeople();
    private final String id = SessionIds.newId();

    /// Whoever reads the store waits while it has no permit.
    private final Semaphore gate = new Semaphore(Integer.MAX_VALUE);

    private final HttpClient client = HttpClient.newHttpClient();
    private Sessions sessions;
    private HttpServer server;
    private SessionClient ada;
    private long typed;

    @BeforeAll
    static void startTheDatabase() {
        local = LocalStore.in(folder);
        table = Table.in(local);
    }

    @AfterAll
    static void endTheDatabase() {
        table.close();
        local.close();
    }

    @BeforeEach
    void start() {
        sessions =
                QuietSessions.over(
                        new DynamoDocumentStore(table, RETENTION), ENTRIES_BEFORE_SNAPSHOT, time);
        var catalog = new SessionCatalog(table, 1_000, time);
        sessions.create(
                id,
                ADA.id(),
                "python",
                Map.of("main.py", "print(1)\n"),
                "main.py",
                Optional.empty());
        catalog.create(
                new SessionInfo(
                        id, "Lesson", "python", ADA.id(), ADA.name(), START, Sharing.CLOSED));
        makeViewer(EVE);

        var address = new OurAddress(0, Optional.empty());
        var history =
                new SessionHistory(
                        new GatedHistory(new DynamoDocumentHistory(table, RETENTION, time), gate),
                        sessions,
                        RETENTION,
                        time);
        var routes =
                new HistoryRoutes(
                        new Doorkeeper(
                                new Authentication(people, address),
                                catalog,
                                new SessionAccess(table, catalog, time)),
                        history,
                        new Known(),
                        Duration.ofMillis(1));
        server =
                new HttpServer(
                        new HttpServer.Listening("127.0.0.1", 0),
                        address,
                        new TrustedProxies(List.of()),
                        TransportLimits.forDocumentsOf(1 << 20),
                        routing -> routing.register("/api/sessions", routes),
                        Map.of());
        server.start();
        ada = new SessionClient(sessions, id, Role.OWNER, () -> "");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        sessions.close();
    }

    @Test
    void theTimelineTellsWhoWroteWhenAcrossSnapshots() throws Exception {
        typeInMinutes(0, "a", "b", "c", "d");
        typeInMinutes(60, "e", "f", "g");
        awaitSegments(1);

        var items = timeline();

        assertThat(items).hasSize(2);
        assertThat(items.get(0).path("from").asText()).isEqualTo("2100-05-01T11:00:00Z");
        assertThat(items.get(0).path("edits").asInt()).isEqualTo(3);
        assertThat(items.get(0).path("authors").get(0).path("name").asText()).isEqualTo("Ada");
        assertThat(items.get(1).path("edits").asInt()).isEqualTo(5);
    }

    @Test
    void eachVersionShowsTheFilesOfItsTime() throws Exception {
        typeInMinutes(0, "a");
        typeInMinutes(60, "b", "c", "d", "e");
        typeInMinutes(120, "f");
        awaitSegments(1);

        assertThat(timeline().stream().map(this::mainAt))
                .containsExactly("print(1)\nabcdef", "print(1)\nabcde", "print(1)\na");
        assertThat(main(get("/now", ADA))).isEqualTo("print(1)\nabcdef");
    }

    @Test
    void whatChangedBetweenTwoVersionsIsToldFileByFile() throws Exception {
        typeInMinutes(0, "a");
        typeInMinutes(60, "b");
        var items = timeline();

        var changes =
                get("/" + version(items.get(0)) + "/changes?since=" + version(items.get(1)), ADA);

        var files = json(changes).path("files");
        assertThat(files).hasSize(1);
        assertThat(files.get(0).path("change").asText()).isEqualTo("changed");
        assertThat(files.get(0).path("before").asText()).isEqualTo("print(1)\na");
        assertThat(files.get(0).path("after").asText()).isEqualTo("print(1)\nab");
    }

    @Test
    void aRestoredVersionReachesWhoIsThereAndTheOneBeforeItCanBeHadAgain() throws Exception {
        typeInMinutes(0, "a");
        typeInMinutes(60, "b");
        var first = version(timeline().get(1));

        assertThat(restore(first, ADA).status()).isEqualTo(200);

        assertThat(ada.session().files().files()).containsValue("print(1)\na");
        await(() -> timeline().size() == 3);
        var items = timeline();
        assertThat(items.get(0).path("restored").path("version").asText()).isEqualTo(first);
        assertThat(mainAt(items.get(1))).isEqualTo("print(1)\nab");
        restore(version(items.get(1)), ADA);
        assertThat(ada.session().files().files()).containsValue("print(1)\nab");
    }

    @Test
    void whoeverMayOnlyWatchLooksAtVersionsAndRestoresNone() throws Exception {
        typeInMinutes(0, "a");
        var version = version(timeline().getFirst());

        assertThat(get("/" + version, EVE).status()).isEqualTo(200);

        assertThat(restore(version, EVE).status()).isEqualTo(403);
        assertThat(send(request("").GET()).status()).isEqualTo(401);
    }

    @Test
    void whatIsNoVersionIsSaidSo() throws Exception {
        for (var version : new String[] {"1-99", "0-0", "nonsense", "1", "1-1-1"}) {
            assertThat(get("/" + version, ADA).status()).as(version).isEqualTo(404);
            assertThat(restore(version, ADA).status()).as(version).isEqualTo(404);
        }
        assertThat(get("?after=x", ADA).status()).isEqualTo(400);
        assertThat(get("/now/changes", ADA).status()).isEqualTo(400);
    }

    @Test
    void versionsOlderThanTheRetentionAreGoneAndTheSessionIsNot() throws Exception {
        typeInMinutes(0, "a", "b", "c", "d");
        awaitSegments(1);
        var old = version(timeline().getFirst());
        now.set(START.plus(RETENTION).plus(Duration.ofHours(1)));

        assertThat(timeline()).isEmpty();
        assertThat(get("/" + old, ADA).status()).isEqualTo(404);
        assertThat(main(get("/now", ADA))).isEqualTo("print(1)\nabcd");
    }

    @Test
    void soManyAndNoMoreReadVersionsAtOnce() throws Exception {
        gate.drainPermits();
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < HistoryRoutes.MAX_READERS; i++) {
            waiting.add(Thread.ofVirtual().start(this::lookAtTheTimeline));
        }
        await(() -> gate.getQueueLength() == HistoryRoutes.MAX_READERS);

        assertThat(get("", ADA).status()).isEqualTo(503);

        gate.release(Integer.MAX_VALUE);
        for (var thread : waiting) {
            thread.join();
        }
        assertThat(get("", ADA).status()).isEqualTo(200);
    }

    /// One entry for each text, a minute apart.
    private void typeInMinutes(int start, String... texts) throws InterruptedException {
        for (int i = 0; i < texts.length; i++) {
            now.set(START.plus(Duration.ofMinutes(start + i)));
            ada.type(texts[i]);
            ada.awaitSaved(++typed);
        }
    }

    private void awaitSegments(int atLeast) throws Exception {
        await(
                () ->
                        new DocumentReader(table.client(), id).items(Keys.HISTORY_PREFIX).size()
                                >= atLeast);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("it did not come").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void makeViewer(User user) {
        var item = new HashMap<>(Keys.member(id, user.id()).attributes());
        item.putAll(
                Map.of(
                        "id", Attributes.text(id),
                        "name", Attributes.text(user.name()),
                        "role", Attributes.text(Role.VIEWER.name()),
                        "openedAt", Attributes.text(START.toString())));
        table.client().putItem(put -> put.tableName(Table.NAME).item(item));
    }

    private void lookAtTheTimeline() {
        try {
            get("", ADA);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<JsonNode> timeline() throws IOException {
        var items = json(get("", ADA)).path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    private static String version(JsonNode item) {
        return item.path("version").asText();
    }

    private String mainAt(JsonNode item) {
        try {
            return main(get("/" + version(item), ADA));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String main(Answer answer) {
        return json(answer).path("files").path("main.py").asText();
    }

    private Answer get(String rest, User user) throws IOException {
        return send(request(rest).header("Authorization", bearer(user)).GET());
    }

    private Answer restore(String version, User user) throws IOException {
        return send(
                request("/restore")
                        .header("Authorization", bearer(user))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"version\": \"" + version + "\"}")));
    }

    private HttpRequest.Builder request(String rest) {
        var path = "/api/sessions/" + id + "/history" + rest;
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private record Answer(int status, String body) {}

    private String bearer(User user) {
        return "Bearer " + people.tokenOf(user);
    }

    private static JsonNode json(Answer answer) {
        return Json.read(answer.body(), JsonNode.class);
    }

    private record GatedHistory(DocumentHistory history, Semaphore gate)
            implements DocumentHistory {

        @Override
        public Optional<Stretch> before(String sessionId, long sequence) {
            gate.acquireUninterruptibly();
            gate.release();
            return history.before(sessionId, sequence);
        }

        @Override
        public void noteRestored(String sessionId, RestoreNote note) {
            history.noteRestored(sessionId, note);
        }

        @Override
        public List<RestoreNote> restored(String sessionId, long after, long last) {
            return history.restored(sessionId, after, last);
        }
    }

    private record Known() implements UserStore {

        @Override
        public Optional<User> find(String userId) {
            return Optional.of(ADA).filter(user -> user.id().equals(userId));
        }
    }
}
