package dev.coderun.server.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.Limits;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.SandboxState;
import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.session.crdt.StateVector;
import dev.coderun.session.live.Role;
import dev.coderun.session.live.SessionFiles;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

class SessionRunsTest {
    private static final RunSettings SETTINGS =
            new RunSettings(
                    Limits.standard(),
                    Limits.standard().withWall(Duration.ofMinutes(5)),
                    Duration.ofMinutes(10),
                    1,
                    1);

    private final FakeSandbox sandbox = new FakeSandbox();
    private final AtomicLong nanos = new AtomicLong();
    private final RunWorker worker = new RunWorker(sandbox, SETTINGS, nanos::get);
    private final RunMetrics metrics = new RunMetrics(new PrometheusRegistry());
    private final SessionRuns runs = newRuns();

    private final RecordingOutbox adaSees = new RecordingOutbox();
    private final RecordingOutbox bobSees = new RecordingOutbox();
    private final Watcher ada = watcher("ada", Role.OWNER, adaSees);
    private final Watcher bob = watcher("bob", Role.EDITOR, bobSees);

    private SessionFiles files = files(Map.of("main.py", "print(1)"), "python", "");

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
    void theInputBoxIsStdinAndItsEnd() throws InterruptedException {
        files = files(Map.of("main.py", ""), "python", "4 2\n");

        start(ada);

        assertThat(sandbox.next().input())
                .isInstanceOfSatisfying(
                        RunInput.Pipes.class,
                        pipes -> {
                            assertThat(new String(pipes.stdin(), UTF_8)).isEqualTo("4 2\n");
                            assertThat(pipes.open()).isFalse();
                        });
        assertRefused(RunError.STDIN_CLOSED, () -> runs.stdin(ada, 1, "more".getBytes(UTF_8)));
    }

    @Test
    void withAnEmptyInputBoxPeopleTypeWhileItRunsAndEndTheInput() throws InterruptedException {
        start(ada);
        var program = sandbox.next();
        assertThat(program.limits().wall()).isEqualTo(SETTINGS.interactiveLimits().wall());

        runs.stdin(bob, 1, "yes\n".getBytes(UTF_8));
        runs.stdin(bob, 1, new byte[0]);

        assertThat(program.stdin()).isEqualTo("yes\n");
        assertThat(program.stdinHasEnded()).isTrue();
        assertRefused(RunError.STDIN_CLOSED, () -> runs.stdin(bob, 1, new byte[] {1}));
    }

    @Test
    void whatIsTypedBeforeTheProgramStartsIsKeptForIt() throws InterruptedException {
        var other = newRuns();
        other.start(bob, request(), () -> files);
        var first = sandbox.next();
        start(ada);

        runs.stdin(ada, 1, "early ".getBytes(UTF_8));
        runs.stdin(ada, 1, "bird".getBytes(UTF_8));
        runs.stdin(ada, 1, new byte[0]);
        first.exits(0);
        var program = sandbox.next();

        runs.joined(ada);
        runs.stop(ada, 1);
        adaSees.awaitDone(1);
        assertThat(program.stdin()).isEqualTo("early bird");
        assertThat(program.stdinHasEnded()).isTrue();
    }

    @Test
    void whatIsTypedBeforeTheProgramStartsIsBounded() {
        newRuns().start(bob, request(), () -> files);
        start(ada);

        runs.stdin(ada, 1, new byte[Run.MAX_EARLY_STDIN_BYTES]);

        assertRefused(RunError.STDIN_CLOSED, () -> runs.stdin(ada, 1, new byte[] {1}));
    }

    @Test
    void theTerminalsSizeIsItsStarters() throws InterruptedException {
        var request =
                new RunRequest.Start(
                        RunMode.TERMINAL,
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        new RunInput.Terminal(100, 30));
        runs.start(ada, request, () -> files);
        var program = sandbox.next();
        runs.joined(ada);
        assertThat(program.input()).isEqualTo(new RunInput.Terminal(100, 30));

        runs.stdin(ada, 1, "typed".getBytes(UTF_8));
        runs.resize(bob, new RunRequest.Resize(1, new RunInput.Terminal(9, 9)));
        runs.resize(ada, new RunRequest.Resize(1, new RunInput.Terminal(120, 40)));

        assertThat(program.size()).isIn("", "120x40");
        program.exits(0);
        adaSees.awaitDone(1);
    }

    @Test
    void argumentsAndEnvironmentReachTheProgram() throws InterruptedException {
        var request =
                new RunRequest.Start(
                        RunMode.PIPES,
                        Optional.of("given"),
                        List.of("-v", "two words"),
                        Map.of("NAME", "value"),
                        new RunInput.Terminal(80, 24));
        files = files(Map.of("main.py", ""), "python", "the input box");

        runs.start(ada, request, () -> files);

        var program = sandbox.next();
        assertThat(program.program().arguments()).containsExactly("-v", "two words");
        assertThat(program.program().environment()).containsEntry("NAME", "value");
        assertThat(program.input())
                .isInstanceOfSatisfying(
                        RunInput.Pipes.class,
                        pipes -> assertThat(pipes.stdin()).asString(UTF_8).isEqualTo("given"));
    }

    @Test
    void aSessionKeepsItsBoxForTheNextRun() throws InterruptedException {
        runToItsEnd(1, new RunOutcome.Exited(0, FakeSandbox.USAGE));
        runToItsEnd(2, new RunOutcome.Exited(1, FakeSandbox.USAGE));

        assertThat(sandbox.boxes()).hasSize(1);
    }

    @Test
    void aBoxThatHitALimitIsNotUsedAgain() throws InterruptedException {
        runToItsEnd(1, new RunOutcome.OutOfMemory(1 << 20, FakeSandbox.USAGE));
        runToItsEnd(2, new RunOutcome.Exited(0, FakeSandbox.USAGE));

        assertThat(sandbox.boxes()).hasSize(2);
        awaitClosed(sandbox.boxes().getFirst());
    }

    @Test
    void aBoxThatVanishedWhileNobodyUsedItIsReplaced() throws InterruptedException {
        runToItsEnd(1, new RunOutcome.Exited(0, FakeSandbox.USAGE));
        sandbox.boxes().getFirst().vanish();

        runToItsEnd(2, new RunOutcome.Exited(0, FakeSandbox.USAGE));

        assertThat(sandbox.boxes()).hasSize(2);
    }

    @Test
    void anotherLanguageGetsAnotherBoxAndTheOldOneIsClosed() throws InterruptedException {
        runToItsEnd(1, new RunOutcome.Exited(0, FakeSandbox.USAGE));
        files = files(Map.of("Main.java", ""), "java", "");

        runToItsEnd(2, new RunOutcome.Exited(0, FakeSandbox.USAGE));

        assertThat(sandbox.boxes()).hasSize(2);
        awaitClosed(sandbox.boxes().getFirst());
    }

    @Test
    void aBoxThatNobodyUsesIsGivenUpAfterAWhile() throws InterruptedException {
        runToItsEnd(1, new RunOutcome.Exited(0, FakeSandbox.USAGE));
        var box = sandbox.boxes().getFirst();

        runs.closeIdleBox(SETTINGS.boxIdle(), SETTINGS.boxIdle().toNanos() - 1);
        assertThat(box.isClosed()).isFalse();
        runs.closeIdleBox(SETTINGS.boxIdle(), SETTINGS.boxIdle().toNanos());

        awaitClosed(box);
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

    private SessionRuns newRuns() {
        return new SessionRuns(
                worker,
                metrics,
                () -> Instant.parse("2026-01-01T00:00:00.000Z"),
                new RunIds(new AtomicLong()::incrementAndGet));
    }

    private void runToItsEnd(long run, RunOutcome end) throws InterruptedException {
        runs.joined(ada);
        start(ada);
        sandbox.next().ends(end);
        adaSees.awaitDone(run);
    }

    private void start(Watcher watcher) {
        runs.start(watcher, request(), () -> files);
    }

    private static RunRequest.Start request() {
        return new RunRequest.Start(
                RunMode.PIPES,
                Optional.empty(),
                List.of(),
                Map.of(),
                new RunInput.Terminal(80, 24));
    }

    private static SessionFiles files(Map<String, String> texts, String language, String stdin) {
        return new SessionFiles(
                42,
                StateVector.EMPTY,
                new TreeMap<>(texts),
                List.of(),
                language,
                Optional.empty(),
                stdin);
    }

    private static Watcher watcher(String id, Role role, RecordingOutbox outbox) {
        return new Watcher(id + "-1", id, id + "'s name", () -> role, outbox);
    }

    private static String kindOf(JsonNode done) {
        return done.get("outcome").get("kind").asText();
    }

    private static void awaitClosed(FakeSandbox.FakeBox box) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!box.isClosed()) {
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static ThrowableAssertAlternative<Refusal> assertRefused(
            RunError error, ThrowingCallable message) {
        return assertThatExceptionOfType(Refusal.class)
                .isThrownBy(message)
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(error));
    }
}
