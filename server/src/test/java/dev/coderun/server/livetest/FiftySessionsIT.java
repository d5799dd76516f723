package dev.coderun.server.livetest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.LanguageState;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.agent.HelperBudget;
import dev.coderun.executor.docker.DockerSandbox;
import dev.coderun.executor.docker.DockerSandboxSettings;
import dev.coderun.server.problems.ProblemCatalog;
import dev.coderun.server.run.RecordingOutbox;
import dev.coderun.server.run.SessionProgram;
import dev.coderun.session.live.Role;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A class of fifty who all type Python at once: a few keystrokes, then a look at the results, and on as soon as they are
/// there.
@Tag("long")
@Timeout(600)
class FiftySessionsIT {
    private static final int SESSIONS = 50;
    private static final int CASES = 10;
    private static final int EDITS = 20;
    private static final int KEYSTROKES = 5; // of an edit
    private static final Duration READY_PATIENCE = Duration.ofMinutes(10);
    private static final Semaphore OPENING = new Semaphore(2);

    /// What the boxes of a class may use of the machine's memory, programs that wait to run included.
    private static final long BUDGET_BYTES = HelperBudget.usual().bytes();

    /// How many times longer the slowest may wait than the one in the middle.
    private static final int FAIR = 2;

    @Test
    void nobodyIsStarvedAndTheBoxesKeepToTheMemoryForThem() throws Exception {
        try (var sandbox = startedSandbox();
                var watched = new WatchedSandbox(sandbox);
                var tests = liveTests(watched);
                var people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<Duration>>> classroom =
                    IntStream.range(0, SESSIONS)
                            .mapToObj(
                                    number -> (Callable<List<Duration>>) () -> type(tests, number))
                            .toList();

            var waits = new ArrayList<List<Duration>>();
            for (Future<List<Duration>> person : people.invokeAll(classroom)) {
                waits.add(person.get());
            }

            var slow = waits.stream().map(FiftySessionsIT::p95).sorted().toList();
            System.getLogger(FiftySessionsIT.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            "p95 of the middle session: {0} ms, of the slowest: {1} ms; boxes: {2}"
                                    + " MiB",
                            slow.get(SESSIONS / 2).toMillis(),
                            slow.getLast().toMillis(),
                            watched.mostHeldBytes() >> 20);
            assertThat(watched.openBoxes()).as("one for each session").hasSize(SESSIONS);
            assertThat(watched.mostHeldBytes()).isPositive().isLessThan(BUDGET_BYTES);
            assertThat(waits).allSatisfy(own -> assertThat(own).hasSize(EDITS));
            assertThat(slow.getLast()).isLessThan(slow.get(SESSIONS / 2).multipliedBy(FAIR));
        }
    }

    /// One person's edits, each waited for: how long from its last keystroke to its last result.
    private static List<Duration> type(LiveTests tests, int number) throws InterruptedException {
        var random = new Random(number);
        var sees = new RecordingOutbox();
        var room = open(tests, number, sees);
        var waits = new ArrayList<Duration>();
        for (int version = 1; version <= EDITS; version++) {
            for (int key = 1; key < KEYSTROKES; key++) {
                room.type(text(version, key));
                LockSupport.parkNanos(Duration.ofMillis(100 + random.nextInt(200)).toNanos());
            }
            waits.add(edit(room, sees, version));
        }
        return waits;
    }

    /// Everybody's first round opens a box, and they do not all begin in the same second.
    private static TestedSession open(LiveTests tests, int number, RecordingOutbox sees)
            throws InterruptedException {
        OPENING.acquire();
        try {
            var room = new TestedSession(tests, "s" + number, "python", "main.py", "");
            room.join("person" + number, Role.OWNER, sees);
            for (int i = 0; i < CASES; i++) {
                room.addCase("c" + i, i + "\n", 2 * i + "\n");
            }
            edit(room, sees, 0);
            return room;
        } finally {
            OPENING.release();
        }
    }

    private static Duration edit(TestedSession room, RecordingOutbox sees, int version)
            throws InterruptedException {
        sees.forget();
        long began = System.nanoTime();
        room.type(text(version, KEYSTROKES));
        var hash = "\"main.py\":\"" + hash(version) + "\"";
        var round =
                sees.await(
                        message ->
                                message.get("t").asText().equals("tests.round")
                                        && message.get("tests").size() == CASES
                                        && message.toString().contains(hash));
        var done =
                sees.await(
                        message ->
                                message.get("t").asText().equals("tests.done")
                                        && message.get("round").equals(round.get("round")));
        assertThat(done.get("passed").asInt()).isEqualTo(CASES);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static String hash(int version) {
        return SessionProgram.sha256(text(version, KEYSTROKES).getBytes(UTF_8));
    }

    private static String text(int version, int keys) {
        return "# " + version + ".".repeat(keys) + "\nprint(2 * int(input()))\n";
    }

    private static Duration p95(List<Duration> waits) {
        var sorted = new ArrayList<>(waits);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1);
    }

    private static LiveTests liveTests(Sandbox sandbox) {
        return new LiveTests(
                new TestedSession.Nobody(),
                sandbox,
                new ProblemCatalog(List.of(), sandbox.languages()),
                LiveTestSettings.of(
                        Runtime.getRuntime().availableProcessors(), 200, 1 << 16, 1 << 10),
                new LiveTestMetrics(new PrometheusRegistry()));
    }

    private static DockerSandbox startedSandbox() {
        var sandbox =
                new DockerSandbox(
                        DockerSandboxSettings.of(
                                Path.of(".."), "test-fifty-" + ProcessHandle.current().pid()));
        var python = sandbox.languages().find("python").orElseThrow();
        long end = System.nanoTime() + READY_PATIENCE.toNanos();
        while (!(sandbox.state() instanceof SandboxState.Ready
                && sandbox.languageState(python) instanceof LanguageState.Ready)) {
            if (sandbox.state() instanceof SandboxState.Unavailable || System.nanoTime() > end) {
                throw new AssertionError("These tests need a Docker engine: " + sandbox.state());
            }
            LockSupport.parkNanos(5_000_000);
        }
        return sandbox;
    }
}
