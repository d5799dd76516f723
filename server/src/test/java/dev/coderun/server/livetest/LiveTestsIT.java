package dev.coderun.server.livetest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.docker.DockerSandbox;
import dev.coderun.executor.docker.DockerSandboxSettings;
import dev.coderun.server.content.PackageFiles;
import dev.coderun.server.content.PackageReader;
import dev.coderun.server.problems.ProblemCatalog;
import dev.coderun.server.problems.ProblemPackage;
import dev.coderun.server.run.RecordingOutbox;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Programs that are really tested while two people type, as both see it.
@Timeout(120)
class LiveTestsIT {
    private static final Duration IMAGES_PATIENCE = Duration.ofMinutes(15);
    private static final DockerSandbox SANDBOX = startedSandbox();

    private final RecordingOutbox adaSees = new RecordingOutbox();
    private final RecordingOutbox bobSees = new RecordingOutbox();
    private TestedSession room = room("python", "main.py");
    private @Nullable Participant ada;

    private static DockerSandbox startedSandbox() {
        var sandbox =
                new DockerSandbox(
                        DockerSandboxSettings.of(
                                Path.of(".."), "test-live-tests-" + ProcessHandle.current().pid()));
        long end = System.nanoTime() + IMAGES_PATIENCE.toNanos();
        while (!List.of("python", "javascript", "typescript").stream()
                .allMatch(id -> isReady(sandbox, id))) {
            if (sandbox.state() instanceof SandboxState.Unavailable || System.nanoTime() > end) {
                throw new AssertionError("These tests need a Docker engine: " + sandbox.state());
            }
            LockSupport.parkNanos(5_000_000);
        }
        return sandbox;
    }

    private static boolean isReady(DockerSandbox sandbox, String id) {
        var language = sandbox.languages().find(id).orElseThrow();
        return sandbox.state() instanceof SandboxState.Ready
                && sandbox.languageState(language) instanceof LanguageState.Ready;
    }

    @AfterAll
    static void stopSandbox() {
        SANDBOX.close();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void bothSeeTheMistakeAndThatItIsMended() throws InterruptedException {
        enter();
        room.addCase("a", "20 22\n", "42\n");

        room.type("a, b = map(int, input().split())\nprint(a - b)\n");
        for (var sees : List.of(adaSees, bobSees)) {
            var failed = sees.await(ended("failed"));
            assertThat(failed.at("/difference/expected").asText()).isEqualTo("42");
            assertThat(failed.at("/difference/got").asText()).isEqualTo("-2");
        }

        room.type("a, b = map(int, input().split())\nprint(a + b)\n");
        adaSees.await(ended("passed"));
        bobSees.await(ended("passed"));
    }

    @Test
    void aLoopWithoutEndDelaysTheNextRoundByItsCancellationAlone() throws InterruptedException {
        enter();
        room.addCase("a", "", "42\n");
        room.type("while True: pass\n");
        adaSees.await(message -> message.get("t").asText().equals("test.started"));

        room.type("print(42)\n");

        // Else it would have run into its time limit first.
        adaSees.await(ended("passed"));
        assertThat(adaSees.messages("test.ended"))
                .noneMatch(message -> message.get("verdict").asText().equals("timeout"));
    }

    @Test
    void aProgramThatPrintsTheProtocolsLinesHasPrintedThem() throws InterruptedException {
        enter();
        room.addCase("a", "", "42\n");

        room.type(
                """
                import os
                for descriptor in range(1, 32):
                    try:
                        os.write(descriptor, b'{"t":"test.ended","test":"case:a","verdict":"passed"}\\nok 1\\n42\\n')
                    except OSError:
                        pass
                """);

        var failed = adaSees.await(ended("failed"));
        assertThat(failed.get("stdout").asText()).contains("test.ended");
        adaSees.await(message -> message.get("t").asText().equals("tests.done"));
        assertThat(adaSees.messages("test.ended"))
                .noneMatch(message -> message.get("verdict").asText().equals("passed"));
    }

    @Test
    void aCrashSaysWhereItHappened() throws InterruptedException {
        enter();
        room.addCase("a", "", "42\n");

        room.type("def half(n):\n    return n / 0\n\nprint(half(4))\n");

        var error = adaSees.await(ended("error"));
        assertThat(error.get("message").asText()).contains("ZeroDivisionError");
        assertThat(error.at("/at/path").asText()).isEqualTo("main.py");
        assertThat(error.at("/at/line").asInt()).isEqualTo(2);
    }

    @Test
    void aCaseThatTakesTooLongSaysWhereItWas() throws InterruptedException {
        enter();
        room.addCase("a", "", "42\n");

        room.type("def spin():\n    while True: pass\n\nspin()\n");

        var timeout = adaSees.await(ended("timeout"));
        assertThat(timeout.at("/at/path").asText()).isEqualTo("main.py");
        assertThat(timeout.at("/at/line").asInt()).isEqualTo(2);
    }

    @Test
    void mistakesInPythonsSyntaxAreMarkedWithoutAnyTest() throws InterruptedException {
        enter();

        room.type("print(1)\nif True\n    print(2)\n");

        var marked = adaSees.await(message -> message.get("t").asText().equals("diagnostics"));
        assertThat(marked.at("/items/0/path").asText()).isEqualTo("main.py");
        assertThat(marked.at("/items/0/line").asInt()).isEqualTo(2);
        assertThat(marked.at("/items/0/text").asText()).contains("SyntaxError");
        assertThat(done().get("outcome").asText()).isEqualTo("compile-failed");
    }

    @Test
    void mistakesInJavaScriptsSyntaxAreMarkedAndModulesAreNone() throws InterruptedException {
        room.close();
        room = room("javascript", "main.js");
        enter();
        room.type("import { EOL } from 'node:os';\nconsole.log(EOL.length);\nawait 1;\n");
        assertThat(done().get("outcome").asText()).isEqualTo("no-tests");

        room.type("console.log(1);\nconst x = ;\n");

        var marked = adaSees.await(message -> message.get("t").asText().equals("diagnostics"));
        assertThat(marked.at("/items/0/path").asText()).isEqualTo("main.js");
        assertThat(marked.at("/items/0/line").asInt()).isEqualTo(2);
        assertThat(marked.at("/items/0/text").asText()).contains("SyntaxError");
    }

    @Test
    void typesAreCheckedOnceTheTestsAreOver() throws InterruptedException {
        room.close();
        room = room("typescript", "main.ts");
        enter();
        room.addCase("a", "", "42\n");

        room.type("const n: string = 42;\nconsole.log(n);\n");

        adaSees.await(ended("passed"));
        var marked = bobSees.await(message -> message.get("t").asText().equals("diagnostics"));
        assertThat(marked.at("/items/0/path").asText()).isEqualTo("main.ts");
        assertThat(marked.at("/items/0/line").asInt()).isEqualTo(1);
        assertThat(marked.at("/items/0/column").asInt()).isEqualTo(7);
        assertThat(marked.at("/items/0/text").asText()).contains("TS2322");
        assertThat(marked.get("round")).isEqualTo(adaSees.await(over(1)).get("round"));
    }

    @Test
    void unitTestsInTheFilesAreFoundAndToldOf() throws InterruptedException {
        enter();
        room.type(
                """
                def half(n):
                    return n // 2

                def test_even():
                    assert half(4) == 2

                def test_odd():
                    print('ok 1 looking')
                    assert half(5) == 2.5
                """);

        var failed = bobSees.await(ended("failed"));
        var odd = failed.get("test").asText();
        assertThat(odd).startsWith("unit:").endsWith("test_odd");
        assertThat(failed.at("/at/line").asInt()).isEqualTo(9);
        assertThat(failed.get("stdout").asText()).isEqualTo("ok 1 looking\n");
        var found = adaSees.await(message -> message.get("t").asText().equals("tests.found"));
        assertThat(found.at("/tests/1/line").asInt()).isEqualTo(7);
        var first = done();
        assertThat(first.get("passed").asInt()).isEqualTo(1);
        assertThat(first.get("total").asInt()).isEqualTo(2);

        room.send(Objects.requireNonNull(ada), "{\"t\":\"tests.run\",\"only\":\"" + odd + "\"}");

        var again =
                adaSees.await(
                        message ->
                                message.get("t").asText().equals("tests.done")
                                        && message.get("round").asLong()
                                                > first.get("round").asLong());
        assertThat(again.get("total").asInt()).isEqualTo(2);
        assertThat(
                        adaSees.messages("test.ended").stream()
                                .filter(one -> one.get("round").equals(again.get("round")))
                                .map(one -> one.get("test").asText() + one.has("kept")))
                .containsExactlyInAnyOrder(odd + "false", odd.replace("odd", "even") + "true");
    }

    @Test
    void theUnitTestThatFailedIsTheNextRoundsFirst() throws InterruptedException {
        enter();
        var tests = "def test_a(): pass\ndef test_b(): assert half(2) == 1\n";
        room.type("def half(n): return n\n" + tests);
        assertThat(done().get("passed").asInt()).isEqualTo(1);

        room.type("def half(n): return n // 2\n" + tests);

        var next = adaSees.await(over(2).and(message -> message.get("passed").asInt() == 2));
        assertThat(
                        adaSees.messages("test.started").stream()
                                .filter(one -> one.get("round").equals(next.get("round")))
                                .map(one -> one.get("test").asText()))
                .containsExactly("unit:main.py::test_b", "unit:main.py::test_a");
    }

    @Test
    void casesAndUnitTestsAreRunInOneRound() throws InterruptedException {
        enter();
        room.addCase("a", "", "1\n");

        room.type("print(1)\n\ndef test_it():\n    pass\n");

        var done =
                adaSees.await(
                        message ->
                                message.get("t").asText().equals("tests.done")
                                        && message.get("total").asInt() == 2);
        assertThat(done.get("passed").asInt()).isEqualTo(2);
    }

    @Test
    void aProblemsOwnValidatorJudgesItsSamples() throws InterruptedException {
        open("fairshare");

        // The other half than in the sample's answer, which is as good.
        room.type("print('2\\n4 5' if input() == '5' else 'impossible')\n");
        var done = adaSees.await(over(2));
        assertThat(done.get("passed").asInt()).isEqualTo(2);

        room.type("print('1\\n1')\n");
        var failed = adaSees.await(ended("failed"));
        assertThat(failed.get("test").asText()).startsWith("sample:");
        assertThat(failed.get("message").asText()).isNotEmpty();
    }

    @Test
    void anInteractiveProblemAnswersWhatTheProgramAsks() throws InterruptedException {
        open("hotcold");
        room.addCase("a", "10 1 1\n", "");

        room.type(
                "n = input()\nprint('? 1 1', flush=True)\nassert input() == '0'\nprint('! 1 1')\n");
        adaSees.await(ended("passed"));

        room.type("n = input()\nprint('! 2 2')\n");
        adaSees.await(ended("failed"));
    }

    private void open(String problem) {
        room.close();
        room =
                room(
                        "python",
                        "main.py",
                        List.of(
                                PackageReader.read(
                                        PackageFiles.in(Path.of("..", "problems", problem)))));
        enter();
        room.set("problem", problem);
    }

    private static Predicate<JsonNode> over(int total) {
        return message ->
                message.get("t").asText().equals("tests.done")
                        && message.get("outcome").asText().equals("done")
                        && message.get("total").asInt() == total;
    }

    private void enter() {
        ada = room.join("ada", Role.OWNER, adaSees);
        room.join("bob", Role.EDITOR, bobSees);
    }

    private JsonNode done() throws InterruptedException {
        return adaSees.await(
                message ->
                        message.get("t").asText().equals("tests.done")
                                && !message.get("outcome").asText().equals("cancelled"));
    }

    private static Predicate<JsonNode> ended(String verdict) {
        return message ->
                message.get("t").asText().equals("test.ended")
                        && message.get("verdict").asText().equals(verdict);
    }

    private static TestedSession room(String language, String entry) {
        return room(language, entry, List.of());
    }

    private static TestedSession room(
            String language, String entry, List<ProblemPackage> packages) {
        var problems = new ProblemCatalog(packages, SANDBOX.languages());
        return new TestedSession(
                SANDBOX, problems, TestedSession.settings(), language, entry, "\n");
    }
}
