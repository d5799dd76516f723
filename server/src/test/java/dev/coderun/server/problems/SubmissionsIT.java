package dev.coderun.server.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.LanguageState;
import dev.coderun.executor.SandboxState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Submissions over HTTP and a real table; what their programs do, the tests say.
class SubmissionsIT extends HandedIn {
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
    void aSubmissionThatMemoryIsMissingForSaysSoAndWaitsForItsTurn() throws Exception {
        server.close();
        server =
                new JudgeServer(table, JudgeServer.boundsWithin(2 * JudgeServer.MEMORY_OF_ONE - 1));
        var first = server.submit(ada, "double");
        var running = server.sandbox().next();

        var second = server.submit(ada, "double");

        awaitThat(second, "\"stage\":\"queued\"", "\"position\":0", "the memory that judging has");
        JudgeServer.play(running);
        JudgeServer.play(server.sandbox().next());
        awaitVerdict(first, "AC");
        letPrograms();
        awaitVerdict(second, "AC");
        assertThat(server.get(ada, "/api/submissions/" + second).body()).doesNotContain("waitsFor");
    }

    @Test
    void howLongEachStageTookIsInTheResult() throws Exception {
        server.sandbox().state(new SandboxState.Unavailable("No engine answers.", "Start Docker."));
        var id = server.submit(ada, "double");
        long submitted = System.nanoTime();
        awaitThat(id, "No engine answers.");
        long queuedMillis = (System.nanoTime() - submitted) / 1_000_000;
        server.sandbox().state(new SandboxState.Ready("fake 2.0"));
        var first = server.sandbox().next();
        long begun = System.nanoTime();
        await(() -> server.judges().live(id).orElseThrow().snapshot().running() != null);
        long runMillis = (System.nanoTime() - begun) / 1_000_000;
        JudgeServer.play(first);
        JudgeServer.play(server.sandbox().next());
        awaitVerdict(id, "AC");

        var stages = server.submission(ada, id).get("stages");

        assertThat(stages.get("queuedMs").asLong()).isGreaterThanOrEqualTo(queuedMillis);
        assertThat(stages.get("buildMs").asLong()).isNotNegative();
        assertThat(stages.get("testsMs").asLong()).isGreaterThanOrEqualTo(runMillis);
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
    void onlySoManyAreStoredAtATime() throws Exception {
        letPrograms();
        var threads = new ArrayList<Thread>();
        try (var held = StoreGate.hold("handing in")) {
            for (int i = 0; i < JudgeService.MAX_STORED_AT_ONCE + 3; i++) {
                threads.add(Thread.ofVirtual().name("handing in").start(this::handIn));
            }
            await(
                    () ->
                            held.arrived() >= JudgeService.MAX_STORED_AT_ONCE
                                    && threads.stream().allMatch(SubmissionsIT::waits));

            assertThat(held.arrived()).isEqualTo(JudgeService.MAX_STORED_AT_ONCE);
        }
        for (var thread : threads) {
            thread.join();
        }
        await(
                () ->
                        server.get(ada, "/api/progress")
                                .body()
                                .contains("\"attempts\":" + threads.size()));
    }

    private void handIn() {
        var submission =
                new Submission(
                        UUID.randomUUID().toString(),
                        ada,
                        "doubled",
                        "hash",
                        "python",
                        "main.py",
                        Instant.now(),
                        Optional.empty());
        server.judges().submit(submission, Map.of("main.py", "double"));
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
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
}
