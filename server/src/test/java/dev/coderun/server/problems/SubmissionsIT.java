package dev.coderun.server.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.LanguageState;
import dev.coderun.executor.SandboxState;
import dev.coderun.server.dynamodb.LocalDynamo;
import dev.coderun.server.dynamodb.LocalStore;
import dev.coderun.server.dynamodb.Table;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Submissions over HTTP and a real table; what their programs do, the tests say.
@Timeout(180)
class SubmissionsIT {
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final AtomicInteger USERS = new AtomicInteger();

    @TempDir private static Path folder;
    private static LocalDynamo local;
    private static Table table;

    private final String ada = "ada" + USERS.incrementAndGet();
    private JudgeServer server;
    private Optional<Thread> player = Optional.empty();

    @BeforeAll
    static void startTable() {
        local = LocalStore.in(folder);
        table = Table.in(local);
    }

    @AfterAll
    static void stopTable() {
        table.close();
        local.close();
    }

    @BeforeEach
    void startServer() {
        server = new JudgeServer(table, JudgeServer.BOUNDS);
    }

    @AfterEach
    void stopServer() {
        player.ifPresent(Thread::interrupt);
        server.close();
        assertThat(new SubmissionStore(table).queued()).isEmpty();
    }

    /// From now on every program that is started does what its source says.
    private void letPrograms() {
        player =
                Optional.of(
                        Thread.startVirtualThread(
                                () -> {
                                    while (!Thread.currentThread().isInterrupted()) {
                                        try {
                                            JudgeServer.play(server.sandbox().next());
                                        } catch (InterruptedException | AssertionError _) {
                                            return;
                                        }
                                    }
                                }));
    }

    // ---- the way of a submission ----

    @Test
    void aRightProgramIsAcceptedAndItsProblemSolved() {
        letPrograms();

        var id = server.submit(ada, "double");
        awaitVerdict(id, "AC");

        assertThat(server.get(ada, "/api/progress").body())
                .contains("\"state\":\"solved\"", "\"languages\":[\"python\"]", "firstSolvedAt");
        assertThat(server.get(ada, "/api/submissions/" + id).body())
                .contains("\"files\":{\"main.py\":\"double\"}", "\"compiler\":\"PYTHON 1.0\"");
        assertThat(server.get(ada, "/api/submissions?problem=doubled").body()).contains(id);
    }

    @Test
    void aWrongAnswerToASampleIsExplained() {
        letPrograms();

        var id = server.submit(ada, "print 7");
        awaitVerdict(id, "WA");

        assertThat(server.get(ada, "/api/submissions/" + id).body())
                .contains("\"expected\":\"2\"", "\"got\":\"7\"", "\"input\":\"1\\n\"");
        assertThat(server.get(ada, "/api/progress").body()).contains("\"state\":\"tried\"");
    }

    @Test
    void ofASecretTestItsHintIsToldAndNothingOfItsData() throws InterruptedException {
        var id = server.submit(ada, "sneaky");
        var sample = server.sandbox().next();
        sample.prints("2");
        sample.exits(0);
        var secret = server.sandbox().next();
        secret.prints("the input was 21");
        secret.complains("the input was 21");
        secret.exits(0);
        awaitVerdict(id, "WA");

        var told = server.get(ada, "/api/submissions/" + id).body();

        assertThat(told).contains("Think twice.").doesNotContain("the input was", "21\\n", "42\\n");
    }

    @Test
    void eachTestIsToldAsItFalls() throws Exception {
        var id = server.submit(ada, "double");
        var first = server.sandbox().next();
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var events = tasks.submit(() -> server.get(ada, "/api/submissions/" + id + "/events"));
            await(() -> server.judges().live(id).orElseThrow().watchers() > 0);

            JudgeServer.play(first);
            JudgeServer.play(server.sandbox().next());

            assertThat(events.get().headers().firstValue("Content-Type"))
                    .contains("text/event-stream");
            assertThat(events.get().body())
                    .containsSubsequence(
                            "event: submission",
                            "event: test.done",
                            "\"index\":0",
                            "event: test.started",
                            "event: test.done",
                            "\"index\":1",
                            "event: judged",
                            "\"verdict\":\"AC\"");
        }
        assertThat(server.get(ada, "/api/submissions/" + id + "/events").body())
                .startsWith("event: judged");
    }

    @Test
    void whoIsLoggedOutIsToldNothingMore() throws Exception {
        var id = server.submit(ada, "double");
        var first = server.sandbox().next();
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var events = tasks.submit(() -> server.get(ada, "/api/submissions/" + id + "/events"));
            await(() -> server.judges().live(id).orElseThrow().watchers() > 0);

            server.logOut();

            assertThat(events.get().body())
                    .contains("event: submission")
                    .doesNotContain("event: test.done", "event: judged");
        }
        JudgeServer.play(first);
        JudgeServer.play(server.sandbox().next());
        awaitVerdict(id, "AC");
    }

    @Test
    void whatWasHandedInCanBeHandedInAgain() {
        letPrograms();
        var first = server.submit(ada, "double");
        awaitVerdict(first, "AC");

        var again = server.post(ada, "/api/submissions/" + first + "/rerun", "{}");

        assertThat(again.statusCode()).isEqualTo(202);
        await(
                () ->
                        server.get(ada, "/api/submissions")
                                        .body()
                                        .split("\"verdict\":\"AC\"", -1)
                                        .length
                                == 3);
        assertThat(server.get(ada, "/api/progress").body()).contains("\"attempts\":2");
    }

    // ---- many, and restarts ----

    @Test
    void twoHundredAtOnceAreJudgedOnceEachAndKnowTheirPlaces() throws Exception {
        var runs = new ConcurrentHashMap<String, Integer>();
        var ids = new ArrayList<String>();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var handedIn = new ArrayList<Future<String>>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                handedIn.add(people.submit(() -> server.submit(ada, "double #" + number)));
            }
            for (var each : handedIn) {
                ids.add(each.get());
            }
        }
        assertThat(server.get(ada, "/api/submissions/" + ids.getLast()).body())
                .contains("\"stage\":\"");
        assertThat(ids.stream().filter(id -> server.judges().position(id).isPresent()).count())
                .isGreaterThan(190);

        for (int run = 0; run < 2 * ids.size(); run++) {
            var program = server.sandbox().next();
            var source = new String(program.files().get("main.py"), StandardCharsets.UTF_8);
            runs.merge(source, 1, Integer::sum);
            JudgeServer.play(program);
        }
        ids.forEach(id -> awaitVerdict(id, "AC"));

        assertThat(runs).hasSize(200).allSatisfy((_, count) -> assertThat(count).isEqualTo(2));
        assertThat(server.get(ada, "/api/progress").body()).contains("\"attempts\":200");
    }

    @Test
    void aRestartInTheMiddleNeitherLosesNorDoubles() throws InterruptedException {
        var ids =
                List.of(
                        server.submit(ada, "double 1"),
                        server.submit(ada, "double 2"),
                        server.submit(ada, "double 3"));
        server.sandbox().next(); // Two are being judged, and one waits.
        server.sandbox().next();
        server.close();

        server = new JudgeServer(table, JudgeServer.BOUNDS);
        letPrograms();
        ids.forEach(id -> awaitVerdict(id, "AC"));

        assertThat(server.get(ada, "/api/progress").body()).contains("\"attempts\":3");
    }

    @Test
    void aVerdictIsStoredOnceHoweverOftenItIsReached() {
        letPrograms();
        var id = server.submit(ada, "double");
        awaitVerdict(id, "AC");
        var store = new SubmissionStore(table);
        var judged = store.find(id).orElseThrow();

        assertThat(store.finish(judged, true)).isFalse();

        assertThat(server.get(ada, "/api/progress").body()).contains("\"attempts\":1");
    }

    @Test
    void whatCannotBeJudgedYetSaysWhyAndIsJudgedOnceItCan() throws Exception {
        server.sandbox().state(new SandboxState.Unavailable("No engine answers.", "Start Docker."));
        var id = server.submit(ada, "double");
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var events = tasks.submit(() -> server.get(ada, "/api/submissions/" + id + "/events"));
            await(() -> server.judges().live(id).orElseThrow().watchers() > 0);
            awaitThat(
                    id,
                    "\"stage\":\"queued\"",
                    "\"waitsFor\":\"No engine answers. Start Docker. Your submission is kept,");

            server.sandbox().state(new SandboxState.Ready("fake 2.0"));
            server.sandbox().languageState("python", new LanguageState.Building("Step 2 of 4", 25));
            awaitThat(id, "\"waitsFor\":\"PYTHON is being made ready: Step 2 of 4 (25 %). Your");
            server.sandbox().languageState("python", new LanguageState.Ready());
            letPrograms();

            awaitVerdict(id, "AC");
            assertThat(events.get().body())
                    .containsSubsequence(
                            "event: waits", "25 %", "event: waits\ndata: {}", "event: judged");
        }
        assertThat(server.get(ada, "/api/submissions/" + id).body()).doesNotContain("waitsFor");
    }

    @Test
    void aFaultOfTheSandboxIsAJudgeErrorAndNobodysAttempt() {
        server.sandbox().breaks("The box has no bottom.");

        var id = server.submit(ada, "double");
        awaitVerdict(id, "JE");

        assertThat(server.get(ada, "/api/progress").body()).contains("\"attempts\":0");
    }

    // ---- what is refused ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"problem\":\"nope\",\"language\":\"python\",\"source\":\"x\"} | 404 |"
                        + " problem-not-found",
                "{\"problem\":\"doubled\",\"language\":\"cobol\",\"source\":\"x\"} | 400 |"
                        + " unknown-language",
                "{\"problem\":\"doubled\",\"language\":\"java\",\"source\":\"x\"} | 400 |"
                        + " language-not-allowed",
                "{\"problem\":\"doubled\",\"language\":\"python\",\"source\":\"\"} | 400 |"
                        + " empty-source",
                "{\"problem\":\"doubled\",\"language\":\"python\",\"source\":\" \\n"
                        + "\"} | 400 | empty-source",
                "{\"problem\":\"doubled\",\"language\":\"python\"} | 400 | bad-request",
                "{\"problem\":\"doubled\",\"source\":\"x\"} | 400 | bad-request",
                "{\"language\":\"python\",\"source\":\"x\"} | 400 | bad-json",
                "{\"problem\":\"doubled\",\"language\":\"python\",\"files\":{}} | 400 | bad-files",
                "{\"problem\":\"doubled\",\"language\":\"python\",\"files\":{\"../x.py\":\"x\"}} |"
                        + " 400 | bad-path",
                "{\"problem\":\"doubled\",\"language\":\"python\",\"files\":{\"a\":\"x\",\"a/b\":\"x\"}}"
                    + " | 400 | bad-path",
                "{\"problem\":\"doubled\",\"language\":\"python\",\"source\":\"\\ud800\"} | 400 |"
                        + " not-utf-8",
                "{\"problem\":\"doubled\",\"session\":\"nope\"} | 404 | session-not-found",
                "{\"problem\":\"doubled\",\"session\":\"AAAAAAAAAAAAAAAAAAAAAA\"} | 404 |"
                        + " session-not-found",
            })
    void whatCannotBeJudgedIsRefusedWithASentence(String body, int status, String kind) {
        var answer = server.post(ada, "/api/submissions", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("/problems/" + kind);
        assertThat(server.get(ada, "/api/submissions").body()).contains("\"items\":[]");
    }

    @Test
    void aSourceOverTheLimitIsRefused() {
        var body =
                "{\"problem\":\"doubled\",\"language\":\"python\",\"source\":\"%s\"}"
                        .formatted("x".repeat(1025));

        assertThat(server.post(ada, "/api/submissions", body).statusCode()).isEqualTo(413);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        var body =
                "{\"problem\":\"doubled\",\"language\":\"python\",\"source\":\"?\"}"
                        .getBytes(StandardCharsets.UTF_8);
        body[body.length - 3] = (byte) 0xff;

        var answer = server.post(ada, "/api/submissions", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("UTF-8");
    }

    @Test
    void anothersSubmissionIsNotThere() {
        letPrograms();
        var id = server.submit(ada, "double");
        awaitVerdict(id, "AC");

        for (var path : List.of("", "/events")) {
            assertThat(server.get("bob", "/api/submissions/" + id + path).statusCode())
                    .isEqualTo(404);
        }
        assertThat(server.post("bob", "/api/submissions/" + id + "/rerun", "{}").statusCode())
                .isEqualTo(404);
        assertThat(server.get("bob", "/api/submissions").body()).doesNotContain(id);
    }

    @Test
    void readingNeedsNoLoginAndHandingInDoes() {
        assertThat(server.get("", "/api/problems").body()).contains("\"id\":\"doubled\"");
        assertThat(server.get("", "/api/problems/doubled").body())
                .contains("Print twice", "\"answer\":\"2\\n\"")
                .doesNotContain("21\\n");
        assertThat(server.get("", "/api/problems/nope").statusCode()).isEqualTo(404);
        assertThat(server.get("", "/api/submissions").statusCode()).isEqualTo(401);
        assertThat(server.get("", "/api/progress").statusCode()).isEqualTo(401);
        assertThat(server.post("", "/api/submissions", "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void whoeverHasTooManyWaitingIsAskedToWait() throws InterruptedException {
        server.close();
        server = new JudgeServer(table, new JudgeService.Bounds(1, 2, 1000));
        var ids = List.of(server.submit(ada, "double"), server.submit(ada, "double"));

        var third =
                server.post(
                        ada,
                        "/api/submissions",
                        "{\"problem\":\"doubled\",\"language\":\"python\",\"source\":\"x\"}");

        assertThat(third.statusCode()).isEqualTo(429);
        letPrograms();
        ids.forEach(id -> awaitVerdict(id, "AC"));
    }

    @Test
    void aListHasPages() {
        var store = new SubmissionStore(table);
        var all = new TreeMap<String, Boolean>();
        for (int i = 0; i < SubmissionStore.PAGE + 5; i++) {
            var submission =
                    new Submission(
                            "%022d".formatted(i),
                            ada,
                            "doubled",
                            "hash",
                            "python",
                            "main.py",
                            Instant.ofEpochMilli(i),
                            Optional.empty());
            store.create(submission, Map.of("main.py", "x"));
            store.finish(
                    submission.with(
                            new Submission.Judged("WA", 0, 1, Instant.ofEpochMilli(i), "none")),
                    false);
            all.put(submission.id(), true);
        }

        var first = store.list(ada, Optional.of("doubled"), Optional.empty());
        var rest = store.list(ada, Optional.of("doubled"), first.next());

        assertThat(first.items()).hasSize(SubmissionStore.PAGE);
        assertThat(first.items().getFirst().id()).isEqualTo(all.lastKey());
        assertThat(rest.items()).hasSize(5);
        assertThat(rest.next()).isEmpty();
    }

    private void awaitThat(String id, String... parts) {
        await(
                () ->
                        Stream.of(parts)
                                .allMatch(
                                        server.get(ada, "/api/submissions/" + id).body()
                                                ::contains));
    }

    private void awaitVerdict(String id, String verdict) {
        await(
                () ->
                        server.get(ada, "/api/submissions/" + id)
                                .body()
                                .contains("\"verdict\":\"" + verdict + "\",\"score\""));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain");
            }
            LockSupport.parkNanos(10_000_000);
        }
    }
}
