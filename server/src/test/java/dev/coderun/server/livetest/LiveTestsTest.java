package dev.coderun.server.livetest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.Effort;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.SandboxState;
import dev.coderun.server.content.PackageBuilder;
import dev.coderun.server.content.PackageFiles;
import dev.coderun.server.content.PackageReader;
import dev.coderun.server.problems.ProblemCatalog;
import dev.coderun.server.problems.ProblemPackage;
import dev.coderun.server.run.FakeSandbox;
import dev.coderun.server.run.FakeSandbox.FakeProgram;
import dev.coderun.server.run.RecordingOutbox;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.Role;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveTestsTest {
    private final FakeSandbox sandbox = new FakeSandbox().with(FakeSandbox.compiled("c", "main.c"));
    private final RecordingOutbox adaSees = new RecordingOutbox();
    private final RecordingOutbox bobSees = new RecordingOutbox();
    private TestedSession room = room("python", "main.py");
    private Participant ada = room.join("ada", Role.OWNER, adaSees);

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void everybodySeesWhatFailsAndWhereItDiffers() throws InterruptedException {
        room.join("bob", Role.VIEWER, bobSees);

        room.addCase("a", "2\n", "4\n");
        var program = sandbox.next();
        program.prints("5\n");
        program.complains("hm");
        program.exits(0);

        for (var sees : List.of(adaSees, bobSees)) {
            var ended = sees.await(is("test.ended", 1));
            assertThat(ended.get("test").asText()).isEqualTo("case:a");
            assertThat(ended.get("verdict").asText()).isEqualTo("failed");
            assertThat(ended.at("/difference/expected").asText()).isEqualTo("4");
            assertThat(ended.at("/difference/got").asText()).isEqualTo("5");
            assertThat(ended.get("stdout").asText()).isEqualTo("5\n");
            assertThat(ended.get("stderr").asText()).isEqualTo("hm");
            assertThat(ended.at("/usage/cpuMs").asLong()).isEqualTo(7);
            var done = sees.await(is("tests.done", 1));
            assertThat(done.get("outcome").asText()).isEqualTo("done");
            assertThat(done.get("passed").asInt()).isZero();
            assertThat(done.get("total").asInt()).isEqualTo(1);
        }
        assertThat(new String(((RunInput.Pipes) program.input()).stdin(), UTF_8)).isEqualTo("2\n");
        assertThat(program.program().effort()).isEqualTo(Effort.LIVE);
    }

    @Test
    void whoRunsOutOfWhatASubmissionHasIsToldSo() throws InterruptedException {
        room.close();
        room = room("python", "main.py", List.of(doubled()));
        ada = room.join("ada", Role.OWNER, adaSees);
        room.set("problem", "doubled");

        var program = sandbox.next();
        program.ends(new RunOutcome.OutOfMemory(program.limits().memoryBytes(), FakeSandbox.USAGE));

        var ended = adaSees.await(is("test.ended", 1));
        assertThat(ended.at("/outcome/limitBytes").asLong()).isEqualTo(512 << 20);
        assertThat(ended.get("message").asText())
                .isEqualTo(
                        "While you type, tests have 512 MiB of memory; a submission has 2048 MiB.");
    }

    private static ProblemPackage doubled() {
        return PackageReader.read(PackageFiles.inZip("doubled", PackageBuilder.good().zip()));
    }

    @Test
    void aRoundSaysWhichTextsItIsMadeFrom() throws InterruptedException {
        room.addCase("a", "2\n", "4\n");

        var round = adaSees.await(is("tests.round", 1));

        sandbox.next();
        assertThat(round.get("revision").asLong()).isEqualTo(room.session.revision());
        assertThat(round.at("/hashes/main.py").asText())
                .isEqualTo("d287bb7f9d15abdc5b6e98536263815744b6ef21c8f3c839fc434ca70d8efe99");
        assertThat(round.at("/hashes/case:a").asText()).hasSize(64);
        assertThat(round.at("/tests/0/name").asText()).isEqualTo("Case a");
        assertThat(round.at("/tests/0/kind").asText()).isEqualTo("case");
    }

    @Test
    void anEditCancelsTheRoundAndTheNextHasTheNewText() throws InterruptedException {
        room.addCase("a", "", "4\n");
        var endless = sandbox.next();

        room.type("print(4)");

        assertThat(adaSees.await(is("tests.done", 1)).get("outcome").asText())
                .isEqualTo("cancelled");
        var next = sandbox.next();
        assertThat(endless.outcome())
                .isCompletedWithValueMatching(RunOutcome.Cancelled.class::isInstance);
        assertThat(new String(next.files().get("main.py"), UTF_8)).isEqualTo("print(4)");
        next.prints("4");
        next.exits(0);
        assertThat(adaSees.await(is("test.ended", 2)).get("verdict").asText()).isEqualTo("passed");
    }

    @Test
    void whatIsNotTestedNeitherCancelsNorBeginsARound() throws InterruptedException {
        room.addCase("a", "", "4");
        var program = sandbox.next();

        room.set("stdin", "something typed");
        program.prints("4");
        program.exits(0);
        adaSees.await(is("tests.done", 1));
        room.set("stdin", "something else");
        room.addCase("b", "", "4");
        sandbox.next().exits(0);

        assertThat(adaSees.await(is("tests.done", 1)).get("outcome").asText()).isEqualTo("done");
        adaSees.await(is("tests.done", 2));
        assertThat(adaSees.messages("tests.round")).hasSize(2);
    }

    @Test
    void onlyTheCaseThatChangedIsRunAgain() throws InterruptedException {
        room.addCase("a", "", "4");
        finish(sandbox.next(), "4");
        adaSees.await(is("tests.done", 1));

        room.addCase("b", "", "5");
        finish(sandbox.next(), "4");

        var done = adaSees.await(is("tests.done", 2));
        assertThat(done.get("passed").asInt()).isEqualTo(1);
        assertThat(done.get("total").asInt()).isEqualTo(2);
        var kept = adaSees.await(message -> message.path("kept").asBoolean());
        assertThat(kept.get("test").asText()).isEqualTo("case:a");
        assertThat(kept.get("stdout").asText()).isEqualTo("4");
    }

    @Test
    void whoComesLateGetsTheNewestRoundWhole() throws InterruptedException {
        room.addCase("a", "", "4");
        finish(sandbox.next(), "4");
        adaSees.await(is("tests.done", 1));
        room.type("print(5)");
        finish(sandbox.next(), "5");
        adaSees.await(is("tests.done", 2));

        room.join("bob", Role.EDITOR, bobSees);

        assertThat(bobSees.messages().stream().map(message -> message.get("t").asText()))
                .containsExactly("tests.round", "test.ended", "tests.done");
        assertThat(bobSees.messages()).allMatch(message -> message.get("round").asLong() == 2);
    }

    @Test
    void nothingBeginsWhilePausedButWhatIsAskedFor() throws InterruptedException {
        room.set("testsPaused", true);
        room.addCase("a", "", "4");
        room.addCase("b", "", "4");

        room.send(ada, "{\"t\":\"tests.run\",\"only\":\"case:b\"}");
        finish(sandbox.next(), "4");

        var ended = adaSees.await(is("test.ended", 1));
        assertThat(ended.get("test").asText()).isEqualTo("case:b");
        adaSees.await(is("tests.done", 1));
        assertThat(adaSees.await(is("tests.round", 1)).get("only").asText()).isEqualTo("case:b");
        assertThat(adaSees.messages("test.ended")).hasSize(1);
        room.set("testsPaused", false);
        finish(sandbox.next(), "4");
        assertThat(adaSees.await(is("tests.done", 2)).get("total").asInt()).isEqualTo(2);
    }

    @Test
    void aViewerIsToldThatItMayNotTest() throws InterruptedException {
        var eve = room.join("eve", Role.VIEWER, bobSees);

        room.send(eve, "{\"t\":\"tests.run\"}");

        bobSees.awaitError("not-allowed");
        assertThat(sandbox.boxes()).isEmpty();
    }

    @Test
    void aTestThatIsNotThereIsNamedSo() throws InterruptedException {
        room.send(ada, "{\"t\":\"tests.run\",\"only\":\"case:x\"}");

        adaSees.awaitError("no-such-test");
    }

    @Test
    void whatSomebodyAskedForThatCannotBeIsRefusedToThemAlone() throws InterruptedException {
        sandbox.state(new SandboxState.Unavailable("No engine.", "Start it."));

        room.send(ada, "{\"t\":\"tests.run\"}");

        adaSees.awaitError("no-sandbox");
    }

    @Test
    void whatCannotBeRunYetIsRunOnceItCan() throws InterruptedException {
        sandbox.state(new SandboxState.Starting("The engine is looked for."));
        room.addCase("a", "", "4\n");
        assertThat(adaSees.await(is("tests.done", 1)).get("outcome").asText()).isEqualTo("refused");

        sandbox.state(new SandboxState.Ready("fake 1.0"));

        var program = sandbox.next();
        program.prints("4\n");
        program.exits(0);
        assertThat(adaSees.await(is("tests.done", 2)).get("passed").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsRefusedIsToldOnceHoweverMuchIsTypedElsewhere() throws InterruptedException {
        room.set("language", "cobol");
        adaSees.await(is("tests.done", 1));

        room.set("stdin", "something typed");
        testAnotherSession();

        assertThat(adaSees.messages("tests.done")).hasSize(1);
    }

    /// Takes longer than the pause after a change.
    private void testAnotherSession() throws InterruptedException {
        var another = new TestedSession(room.tests, "s2", "python", "main.py", "print(3)");
        another.join("bob", Role.OWNER, bobSees);
        another.addCase("a", "", "4\n");
        sandbox.next().exits(0);
        bobSees.await(is("tests.done", 1));
    }

    @Test
    void filesThatAreNoProgramAreARefusedRound() throws InterruptedException {
        room.set("language", "cobol");

        var done = adaSees.await(is("tests.done", 1));
        assertThat(done.get("outcome").asText()).isEqualTo("refused");
        assertThat(done.get("reason").asText()).contains("cobol");
    }

    @Test
    void whatTheCompilerRefusesIsToldOnce() throws InterruptedException {
        room.close();
        room = room("c", "main.c");
        ada = room.join("ada", Role.OWNER, adaSees);
        room.addCase("a", "", "4");
        var build = sandbox.next();
        build.complains("main.c:1:1: error: no");
        build.finds(new Diagnostic("main.c", 1, 1, Diagnostic.Severity.ERROR, "no"));
        build.ends(new RunOutcome.CompileFailed(1, FakeSandbox.USAGE));

        var done = adaSees.await(is("tests.done", 1));
        assertThat(done.get("outcome").asText()).isEqualTo("compile-failed");
        assertThat(done.get("compiler").asText()).isEqualTo("main.c:1:1: error: no");
        assertThat(adaSees.await(is("diagnostics", 1)).at("/items/0/text").asText())
                .isEqualTo("no");
        assertThat(adaSees.messages("test.ended")).isEmpty();
    }

    @Test
    void withoutAnyTestTheCompilerIsHeardAllTheSame() throws InterruptedException {
        room.close();
        room = room("c", "main.c");
        room.join("ada", Role.OWNER, adaSees);
        room.type("int main;");
        var build = sandbox.next();
        build.finds(new Diagnostic("main.c", 1, 1, Diagnostic.Severity.WARNING, "odd"));
        build.exits(0);

        assertThat(adaSees.await(is("tests.done", 1)).get("outcome").asText())
                .isEqualTo("no-tests");
        adaSees.await(is("diagnostics", 1));
    }

    @Test
    void howTheProgramEndedIsTold() throws InterruptedException {
        room.addCase("a", "", "4");
        var crash = sandbox.next();
        crash.finds(new Diagnostic("main.py", 3, 0, Diagnostic.Severity.ERROR, "ValueError: x"));
        crash.exits(1);

        var ended = adaSees.await(is("test.ended", 1));
        assertThat(ended.get("verdict").asText()).isEqualTo("error");
        assertThat(ended.at("/outcome/code").asInt()).isEqualTo(1);
        assertThat(ended.get("message").asText()).isEqualTo("ValueError: x");
        assertThat(ended.at("/at/path").asText()).isEqualTo("main.py");
        assertThat(ended.at("/at/line").asInt()).isEqualTo(3);
    }

    @Test
    void afterThreeTimeoutsTheRestIsNotRun() throws InterruptedException {
        room.set("testsPaused", true);
        for (var id : List.of("a", "b", "c", "d")) {
            room.addCase(id, "", "4");
        }
        room.set("testsPaused", false);
        for (int i = 0; i < LiveTestSettings.MAX_TIMEOUTS; i++) {
            sandbox.next()
                    .ends(
                            new RunOutcome.TimedOut(
                                    RunOutcome.Clock.CPU,
                                    Duration.ofSeconds(2),
                                    FakeSandbox.USAGE));
        }

        adaSees.await(is("tests.done", 1));
        assertThat(
                        adaSees.messages("test.ended").stream()
                                .map(ended -> ended.get("verdict").asText()))
                .containsExactly("timeout", "timeout", "timeout", "skipped");
    }

    @Test
    void casesBeyondTheBoundsAreSkippedAndSaySo() throws InterruptedException {
        room.close();
        room =
                new TestedSession(
                        sandbox,
                        new ProblemCatalog(List.of(), sandbox.languages()),
                        LiveTestSettings.of(1, 2, 10, 8),
                        "python",
                        "main.py",
                        "print(1)");
        room.join("ada", Role.OWNER, adaSees);
        room.set("testsPaused", true);
        room.addCase("a", "123456789", "12");
        room.addCase("b", "1", "2");
        room.addCase("c", "1", "2");
        room.set("testsPaused", false);

        finish(sandbox.next(), "more than eight bytes");

        adaSees.await(is("tests.done", 1));
        var ended = adaSees.messages("test.ended");
        assertThat(ended.stream().map(one -> one.get("verdict").asText()))
                .containsExactly("skipped", "failed", "skipped");
        assertThat(ended.get(0).get("message").asText()).contains("at most 10");
        assertThat(ended.get(1).get("stdout").asText()).isEqualTo("more tha");
        assertThat(ended.get(1).get("cut").asBoolean()).isTrue();
        assertThat(ended.get(2).get("message").asText()).contains("first 2");
    }

    @Test
    void printedMessagesOfTheProtocolAreOutput() throws InterruptedException {
        var forged =
                "{\"t\":\"test.ended\",\"round\":1,\"test\":\"case:a\",\"verdict\":\"passed\"}";
        room.addCase("a", "", "4");
        var program = sandbox.next();
        program.prints(forged + "\nok 1\n");
        program.exits(0);

        adaSees.await(is("tests.done", 1));
        assertThat(adaSees.messages("test.ended")).hasSize(1);
        var ended = adaSees.await(is("test.ended", 1));
        assertThat(ended.get("verdict").asText()).isEqualTo("failed");
        assertThat(ended.get("stdout").asText()).startsWith(forged);
    }

    @Test
    void aBoxThatFailsOnceIsReplaced() throws InterruptedException {
        room.addCase("a", "", "4");
        sandbox.next().ends(new RunOutcome.SandboxFailed("gone", FakeSandbox.USAGE));
        finish(sandbox.next(), "4");

        assertThat(adaSees.await(is("tests.done", 1)).get("outcome").asText()).isEqualTo("done");
    }

    @Test
    void aSandboxThatGoesOnFailingIsNoFaultOfTheProgram() throws InterruptedException {
        room.addCase("a", "", "4");
        sandbox.next().ends(new RunOutcome.SandboxFailed("gone", FakeSandbox.USAGE));
        sandbox.next().ends(new RunOutcome.SandboxFailed("gone again", FakeSandbox.USAGE));

        var done = adaSees.await(is("tests.done", 1));
        assertThat(done.get("outcome").asText()).isEqualTo("sandbox-failed");
        assertThat(done.get("reason").asText()).isEqualTo("gone again");
    }

    @Test
    void nothingRunsOnWhenEverybodyHasLeft() throws InterruptedException {
        room.addCase("a", "", "4");
        var program = sandbox.next();

        room.leave(ada);

        assertThat(program.await()).isInstanceOf(RunOutcome.Cancelled.class);
    }

    @Test
    void allOtherMessagesAreHandedOn() {
        room.send(ada, "{\"t\":\"run.start\"}");
        room.send(ada, "no JSON");
        room.leave(ada);
        room.tests.closed("s1");

        assertThat(room.handedOn).containsExactly("joined", "message", "message", "left", "closed");
    }

    private TestedSession room(String language, String entry) {
        return room(language, entry, List.of());
    }

    private TestedSession room(String language, String entry, List<ProblemPackage> problems) {
        return new TestedSession(
                sandbox,
                new ProblemCatalog(problems, sandbox.languages()),
                TestedSession.settings(),
                language,
                entry,
                "print(1)");
    }

    private static void finish(FakeProgram program, String output) {
        program.prints(output);
        program.exits(0);
    }

    private static Predicate<JsonNode> is(String type, long round) {
        return message ->
                message.get("t").asText().equals(type) && message.path("round").asLong() == round;
    }
}
