package dev.coderun.server.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.Limits;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.docker.DockerSandbox;
import dev.coderun.executor.docker.DockerSandboxSettings;
import dev.coderun.session.crdt.StateVector;
import dev.coderun.session.live.Role;
import dev.coderun.session.live.SessionFiles;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Programs that really run, as two people in a session see them.
@Timeout(120)
class RunProgramIT {
    private static final Duration IMAGES_PATIENCE = Duration.ofMinutes(15);

    /// The wall limit is far off, so that a busy machine does not reach it before the CPU limit.
    private static final Limits LIMITS =
            Limits.standard().withWall(Duration.ofSeconds(30)).withCpu(Duration.ofSeconds(1));

    private static final DockerSandbox SANDBOX = startedSandbox();
    private static final RunWorker WORKER =
            new RunWorker(
                    SANDBOX,
                    new RunSettings(LIMITS, LIMITS, Duration.ofMinutes(1), 8, 8),
                    System::nanoTime);

    private final SessionRuns runs =
            new SessionRuns(
                    WORKER,
                    new RunMetrics(new PrometheusRegistry()),
                    InstantSource.system(),
                    new RunIds(() -> 1));
    private long newest;
    private final RecordingOutbox adaSees = new RecordingOutbox();
    private final RecordingOutbox bobSees = new RecordingOutbox();
    private final Watcher ada = new Watcher("a1", "ada", "Ada", () -> Role.OWNER, adaSees);
    private final Watcher bob = new Watcher("b1", "bob", "Bob", () -> Role.EDITOR, bobSees);

    private static DockerSandbox startedSandbox() {
        var sandbox =
                new DockerSandbox(
                        DockerSandboxSettings.of(
                                Path.of(".."), "test-run-" + ProcessHandle.current().pid()));
        long end = System.nanoTime() + IMAGES_PATIENCE.toNanos();
        while (!hasAllLanguages(sandbox)) {
            if (sandbox.state() instanceof SandboxState.Unavailable || System.nanoTime() > end) {
                throw new AssertionError("These tests need a Docker engine: " + sandbox.state());
            }
            LockSupport.parkNanos(5_000_000);
        }
        return sandbox;
    }

    private static boolean hasAllLanguages(Sandbox sandbox) {
        return sandbox.languages().all().stream()
                .map(sandbox::languageState)
                .allMatch(LanguageState.Ready.class::isInstance);
    }

    @AfterAll
    static void stopSandbox() {
        SANDBOX.close();
    }

    @AfterEach
    void closeSession() {
        runs.close("The test is over.");
        runs.atRest().join();
    }

    @Test
    void bothSeeEachLineWhileTheProgramReadsWhatTheyType() throws InterruptedException {
        runs.joined(ada);
        runs.joined(bob);

        start(
                "python",
                Map.of("main.py", "for i in range(2):\n    print(input() + '!', flush=True)\n"));
        adaSees.awaitStage(1, "running");
        type(bob, "one\n");
        adaSees.awaitOutput("one!\n");
        bobSees.awaitOutput("one!\n");
        type(ada, "two\n");

        assertThat(kindOf(bobSees.awaitDone(1))).isEqualTo("exited");
        assertThat(adaSees.output()).isEqualTo("one!\ntwo!\n");
        assertThat(bobSees.output()).isEqualTo("one!\ntwo!\n");
    }

    @Test
    void theEndOfTypedInputIsReal() throws InterruptedException {
        runs.joined(ada);
        start("python", Map.of("main.py", "import sys\nprint(len(sys.stdin.read()))\n"));
        adaSees.awaitStage(1, "running");

        type(ada, "12345");
        type(ada, "");

        adaSees.awaitDone(1);
        assertThat(adaSees.output()).isEqualTo("5\n");
    }

    @Test
    void aCompilersMessagesAreInTheLog() throws InterruptedException {
        runs.joined(ada);

        start("java", Map.of("Main.java", "class Main { void main() { int x = \"no\"; } }"));

        assertThat(kindOf(adaSees.awaitDone(1))).isEqualTo("compile-failed");
        assertThat(adaSees.output()).contains("Main.java:1", "incompatible types");
        assertThat(adaSees.story()).startsWith("preparing", "compiling").doesNotContain("running");
    }

    @Test
    void severalFilesRunTogether() throws InterruptedException {
        runs.joined(ada);

        start(
                "javascript",
                Map.of(
                        "main.js", "console.log(require('./lib/greet').greet('Ada'))",
                        "lib/greet.js", "exports.greet = name => 'hello ' + name"));

        assertThat(kindOf(adaSees.awaitDone(1))).isEqualTo("exited");
        assertThat(adaSees.output()).isEqualTo("hello Ada\n");
    }

    @Test
    void anEndlessPrinterIsCutAndTheNextRunWorks() throws InterruptedException {
        runs.joined(ada);

        start("python", Map.of("main.py", "while True: print('x' * 1000)"));
        var done = adaSees.awaitDone(1);
        start("python", Map.of("main.py", "print('clean')"));

        assertThat(kindOf(done)).isIn("too-much-output", "timed-out");
        assertThat(done.get("length").asLong()).isGreaterThan(RunLog.KEPT_BYTES);
        assertThat(kindOf(adaSees.awaitDone(2))).isEqualTo("exited");
        assertThat(adaSees.output()).endsWith("clean\n");
    }

    @Test
    void aProgramThatSleepsForeverIsStoppedByAnybody() throws InterruptedException {
        runs.joined(ada);
        start("python", Map.of("main.py", "import time\ntime.sleep(1000)"));
        adaSees.awaitStage(1, "running");

        runs.stop(bob, 1);

        assertThat(kindOf(adaSees.awaitDone(1))).isEqualTo("cancelled");
    }

    @Test
    void timeRunsOut() throws InterruptedException {
        runs.joined(ada);

        start("python", Map.of("main.py", "while True: pass"));

        var outcome = adaSees.awaitDone(1).get("outcome");
        assertThat(outcome.get("kind").asText()).isEqualTo("timed-out");
        assertThat(outcome.get("clock").asText()).isEqualTo("cpu");
        assertThat(outcome.get("limitMs").asLong()).isEqualTo(LIMITS.cpu().toMillis());
    }

    @Test
    void aTerminalIsATerminalOfItsStartersSize() throws InterruptedException {
        runs.joined(ada);
        var files =
                Map.of(
                        "main.py",
                        "import os,sys\nprint(sys.stdin.isatty(), *os.get_terminal_size())");

        start(RunMode.TERMINAL, "python", files);

        adaSees.awaitDone(1);
        assertThat(adaSees.output()).isEqualTo("True 100 30\r\n");
    }

    @Test
    void whoComesAfterTheEndGetsTheOutputToo() throws InterruptedException {
        runs.joined(ada);
        start("python", Map.of("main.py", "print('kept')"));
        adaSees.awaitDone(1);

        runs.joined(bob);
        runs.follow(bob, 1, 0);

        assertThat(bobSees.story()).endsWith("running", "run.done");
        assertThat(bobSees.output()).isEqualTo("kept\n");
    }

    private void start(String language, Map<String, String> texts) {
        start(RunMode.PIPES, language, texts);
    }

    private void start(RunMode mode, String language, Map<String, String> texts) {
        var request =
                new RunRequest.Start(
                        mode,
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        new RunInput.Terminal(100, 30));
        var files =
                new SessionFiles(
                        1,
                        StateVector.EMPTY,
                        new TreeMap<>(texts),
                        List.of(),
                        language,
                        Optional.empty(),
                        "");
        runs.start(ada, request, () -> files);
        newest++;
    }

    private void type(Watcher watcher, String text) {
        runs.stdin(watcher, newest, text.getBytes(UTF_8));
    }

    private static String kindOf(JsonNode done) {
        return done.get("outcome").get("kind").asText();
    }
}
