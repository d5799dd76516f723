package dev.coderun.server.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.SandboxState;
import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.session.live.Role;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What everybody in a session sees of its runs, and who may do what with them.
class SessionRunsTest extends AtSessionRuns {
    @Test
    void everybodySeesTheStagesTheOutputAndTheOutcome() throws InterruptedException {
        runs.joined(ada);
        runs.joined(bob);

        start(ada);
        var program = sandbox.next();
        program.compiles();
        program.runs();
        program.prints("hello\n");
        program.exits(3);

        for (var sees : List.of(adaSees, bobSees)) {
            var done = sees.awaitDone(1);
            assertThat(sees.story())
                    .containsExactly("preparing", "compiling", "running", "run.done");
            assertThat(sees.output()).isEqualTo("hello\n");
            assertThat(done.get("outcome").get("kind").asText()).isEqualTo("exited");
            assertThat(done.get("outcome").get("code").asInt()).isEqualTo(3);
            assertThat(done.get("usage").get("cpuMs").asLong()).isEqualTo(7);
            assertThat(done.get("length").asLong()).isEqualTo(6);
        }
    }

    @Test
    void whatTheCompilerFoundIsToldToEverybodyAndToWhoComesLate() throws InterruptedException {
        runs.joined(ada);
        start(ada);
        var program = sandbox.next();
        program.compiles();
        program.finds(
                new Diagnostic("main.py", 2, 5, Diagnostic.Severity.WARNING, "unused"),
                new Diagnostic("main.py", 3, 0, Diagnostic.Severity.ERROR, "broken"));
        program.ends(new RunOutcome.CompileFailed(1, FakeSandbox.USAGE));
        adaSees.awaitDone(1);

        runs.joined(bob);

        for (var sees : List.of(adaSees, bobSees)) {
            assertThat(sees.messages("diagnostics"))
                    .singleElement()
                    .hasToString(
                            "{\"t\":\"diagnostics\",\"run\":1,\"items\":["
                                    + "{\"path\":\"main.py\",\"line\":2,\"column\":5,"
                                    + "\"severity\":\"warning\",\"text\":\"unused\"},"
                                    + "{\"path\":\"main.py\",\"line\":3,"
                                    + "\"severity\":\"error\",\"text\":\"broken\"}]}");
        }
    }

    @Test
    void outputIsSeenWhileTheProgramRuns() throws InterruptedException {
        runs.joined(ada);
        start(ada);
        var program = sandbox.next();
        program.runs();

        program.prints("first line\n");

        assertThat(adaSees.output()).isEqualTo("first line\n");
        program.exits(0);
    }

    @Test
    void aRunSaysWhatItWasMadeFrom() throws InterruptedException {
        runs.joined(ada);

        start(ada);

        var stage = adaSees.awaitStage(1, "preparing");
        assertThat(stage.get("revision").asLong()).isEqualTo(42);
        assertThat(stage.get("entry").asText()).isEqualTo("main.py");
        assertThat(stage.get("language").asText()).isEqualTo("python");
        assertThat(stage.get("mode").asText()).isEqualTo("pipes");
        assertThat(stage.get("startedBy").get("name").asText()).isEqualTo("ada's name");
        assertThat(stage.get("startedAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(stage.get("hashes").get("main.py").asText())
                .isEqualTo("d287bb7f9d15abdc5b6e98536263815744b6ef21c8f3c839fc434ca70d8efe99");
        assertThat(new String(sandbox.next().files().get("main.py"), UTF_8)).isEqualTo("print(1)");
    }

    @Test
    void whoJoinsDuringARunIsToldOfItAndFollowsFromTheStart() throws InterruptedException {
        runs.joined(ada);
        start(ada);
        var program = sandbox.next();
        program.runs();
        program.prints("early ");

        runs.joined(bob);
        assertThat(bobSees.story()).containsExactly("running");
        assertThat(bobSees.output()).isEmpty();
        runs.follow(bob, 1, 0);
        program.prints("late");
        program.exits(0);

        bobSees.awaitDone(1);
        assertThat(bobSees.output()).isEqualTo("early late");
    }

    @Test
    void whoJoinsAfterTheEndIsToldHowItEnded() throws InterruptedException {
        runs.joined(ada);
        start(ada);
        sandbox.next().exits(0);
        adaSees.awaitDone(1);

        runs.joined(bob);

        assertThat(bobSees.story()).containsExactly("preparing", "run.done");
    }

    @Test
    void aRunOutlivesWhoStartedIt() throws InterruptedException {
        runs.joined(ada);
        runs.joined(bob);
        start(ada);
        var program = sandbox.next();

        runs.left(ada.id());
        program.prints("still here");
        program.exits(0);

        bobSees.awaitDone(1);
        assertThat(bobSees.output()).isEqualTo("still here");
        assertThat(adaSees.output()).isEmpty();
    }

    @Test
    void oneProgramRunsAtATimeInASession() throws InterruptedException {
        start(ada);

        assertRefused(RunError.RUN_BUSY, () -> start(bob));
    }

    @Test
    void aNewRunTakesThePlaceOfTheOldOne() throws InterruptedException {
        runs.joined(ada);
        start(ada);
        sandbox.next().exits(0);
        adaSees.awaitDone(1);

        start(ada);
        sandbox.next().exits(0);
        adaSees.awaitDone(2);

        assertRefused(RunError.NO_SUCH_RUN, () -> runs.follow(ada, 1, 0));
    }

    @Test
    void stopEndsTheRunAsCancelled() throws InterruptedException {
        runs.joined(ada);
        start(ada);
        sandbox.next();

        runs.stop(bob, 1);

        assertThat(kindOf(adaSees.awaitDone(1))).isEqualTo("cancelled");
    }

    @Test
    void aRunThatWaitsForItsTurnIsQueuedAndCanBeStopped() throws InterruptedException {
        var other = newRuns();
        other.start(bob, request(), () -> files);
        sandbox.next();
        runs.joined(ada);

        start(ada);
        assertThat(adaSees.story()).containsExactly("queued");
        runs.stop(ada, 1);

        assertThat(kindOf(adaSees.awaitDone(1))).isEqualTo("cancelled");
    }

    @Test
    void aQueuedRunGoesOnWhenAnotherEnds() throws InterruptedException {
        var other = newRuns();
        other.start(bob, request(), () -> files);
        var first = sandbox.next();
        runs.joined(ada);
        start(ada);

        first.exits(0);
        sandbox.next().exits(0);

        adaSees.awaitDone(1);
        assertThat(adaSees.story()).containsExactly("queued", "preparing", "run.done");
    }

    @Test
    void aRunIsRefusedWhenTheQueueIsFull() throws InterruptedException {
        newRuns().start(bob, request(), () -> files);
        sandbox.next();
        newRuns().start(bob, request(), () -> files);

        assertRefused(RunError.TOO_MANY_RUNS, () -> start(ada));
    }

    @Test
    void aViewerMayFollowButNotRunStopOrType() throws InterruptedException {
        var viewer = watcher("eve", Role.VIEWER, new RecordingOutbox());
        start(ada);
        sandbox.next();

        runs.follow(viewer, 1, 0);
        assertRefused(RunError.NOT_ALLOWED, () -> start(viewer));
        assertRefused(RunError.NOT_ALLOWED, () -> runs.stop(viewer, 1));
        assertRefused(RunError.NOT_ALLOWED, () -> runs.stdin(viewer, 1, new byte[] {1}));
        assertRefused(
                RunError.NOT_ALLOWED,
                () -> runs.resize(viewer, new RunRequest.Resize(1, new RunInput.Terminal(1, 1))));
    }

    @Test
    void aRoleThatChangedCountsFromTheNextMessageOn() {
        var role = new AtomicReference<>(Role.EDITOR);
        var demoted = new Watcher("dan-1", "dan", "Dan", role::get, new RecordingOutbox());

        role.set(Role.VIEWER);

        assertRefused(RunError.NOT_ALLOWED, () -> start(demoted));
    }

    @Test
    void aSessionThatIsClosedCutsItsRunShortAndGivesItsBoxUp() throws Exception {
        runs.joined(ada);
        start(ada);
        var program = sandbox.next();

        runs.close("The server ends.");
        runs.atRest().get(10, TimeUnit.SECONDS);

        var done = adaSees.awaitDone(1);
        assertThat(kindOf(done)).isEqualTo("sandbox-failed");
        assertThat(done.get("outcome").get("reason").asText()).isEqualTo("The server ends.");
        awaitClosed(program.box());
        assertRefused(RunError.NO_SANDBOX, () -> start(ada));
    }

    @Test
    void aSandboxThatFailsIsAnOutcomeAndTheNextRunMayWork() throws InterruptedException {
        runs.joined(ada);
        sandbox.breaks("The engine does not answer.");

        start(ada);

        var done = adaSees.awaitDone(1);
        assertThat(kindOf(done)).isEqualTo("sandbox-failed");
        assertThat(done.get("outcome").get("reason").asText())
                .isEqualTo("The engine does not answer.");
        assertThat(runs.isRunning()).isFalse();
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsToldAndTheNextRunMayWork() throws InterruptedException {
        var answers = new AtomicBoolean();
        var flaky =
                new SessionRuns(
                        worker,
                        metrics,
                        Instant::now,
                        new RunIds(
                                () -> {
                                    if (!answers.get()) {
                                        throw new StoreDownException(new IllegalStateException());
                                    }
                                    return 1;
                                }));

        assertRefused(RunError.NO_SANDBOX, () -> flaky.start(ada, request(), () -> files));
        answers.set(true);
        flaky.start(ada, request(), () -> files);

        sandbox.next();
    }

    @Test
    void withoutASandboxTheAdviceIsTold() {
        sandbox.state(new SandboxState.Unavailable("No engine answers.", "Install docker.io."));

        assertRefused(RunError.NO_SANDBOX, () -> start(ada))
                .withMessage("No engine answers. Install docker.io.");
    }

    @Test
    void aLanguageThatIsBeingBuiltTellsHowFarItIs() {
        sandbox.languageState(new LanguageState.Building("installing", 40));

        assertRefused(RunError.LANGUAGE_NOT_READY, () -> start(ada)).withMessageContaining("40 %");
    }
}
