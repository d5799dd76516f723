package dev.coderun.executor.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.Container;
import dev.coderun.executor.Box;
import dev.coderun.executor.Channel;
import dev.coderun.executor.LanguageCatalog;
import dev.coderun.executor.Limits;
import dev.coderun.executor.Program;
import dev.coderun.executor.Recorder;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunningProgram;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.SandboxUnavailable;
import dev.coderun.executor.agent.ProgramUids;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of boxes when their engine, their containers or their server fails.
@Timeout(120)
final class EngineTroubleIT {
    private static final String OWNER = "trouble";

    @TempDir Path folder;

    private Engine engine;
    private Leftovers leftovers;
    private final Recorder seen = new Recorder();

    @BeforeEach
    void connect() {
        engine = new Engine(TestSandbox.settings(OWNER, 0).dockerHost());
        leftovers = new Leftovers(OWNER);
    }

    @AfterEach
    void disconnect() throws IOException {
        leftovers.close();
        engine.close();
    }

    @Test
    void aClosedSandboxLeavesNoContainer() {
        var sandbox = TestSandbox.start(OWNER, 1);
        sandbox.open(sandbox.languages().all().getFirst());

        sandbox.close();

        assertThat(containers()).isEmpty();
    }

    @Test
    void whatAKilledServerLeftBehindIsRemovedAtTheNextStart() throws IOException {
        TestSandbox.start(OWNER, 0).close(); // The images are there now.
        var settings = TestSandbox.settings(OWNER, 0);
        var python = LanguageCatalog.read(settings.languagesFolder()).find("python").orElseThrow();
        engine.control()
                .createContainerCmd(new Images(engine, engine.info(), settings).nameOf(python))
                .withLabels(ContainerSpec.labels(settings.owner(), "python"))
                .exec();
        assertThat(containers()).hasSize(1);

        try (var _ = TestSandbox.start(OWNER, 0)) {
            assertThat(containers()).isEmpty();
        }
    }

    @Test
    void aBoxEndsByItselfWhenItsServerIsGone() throws IOException {
        TestSandbox.start(OWNER, 0).close(); // The images are there now.
        var settings = TestSandbox.settings(OWNER, 0);
        var python = LanguageCatalog.read(settings.languagesFolder()).find("python").orElseThrow();
        var info = engine.info();
        var started =
                engine.start(
                        new Images(engine, info, settings).nameOf(python),
                        settings.boxLimits(),
                        info.cpus(),
                        Optional.empty(),
                        new ProgramUids(settings.firstUid()).take(),
                        ContainerSpec.labels(settings.owner(), "python"));
        assertThat(containers()).hasSize(1);

        started.stream().close(); // As the kernel does for a process that was killed.

        TestSandbox.await(() -> containers().isEmpty(), this::containers);
    }

    @Test
    void aContainerThatIsRemovedFromOutsideIsTheSandboxsFault() throws Exception {
        try (var sandbox = TestSandbox.start(OWNER, 0);
                var box = sandbox.open(sandbox.languages().find("python").orElseThrow())) {
            var running = sleeper(sandbox, box, Limits.standard());

            engine.remove(containers().getFirst().getId());

            assertThat(running.await()).isInstanceOf(RunOutcome.SandboxFailed.class);
            assertThat(box.reusable()).isFalse();
        }
    }

    @Test
    void aBoxThatIsRemovedWhileItWaitsIsReplaced() throws Exception {
        try (var sandbox = TestSandbox.start(OWNER, 1)) {
            assertThat(runs(sandbox)).isTrue();
            // Once its taker has gone, what there is waits.
            TestSandbox.await(() -> containers().size() == 1, this::containers);

            engine.remove(containers().getFirst().getId());

            // At most one run meets the box whose end was not yet noticed.
            boolean ran = runs(sandbox);
            assertThat(ran || runs(sandbox)).isTrue();
        }
    }

    /// Whether a program runs to its end in a box that was opened for it.
    private boolean runs(DockerSandbox sandbox) throws InterruptedException {
        var python = sandbox.languages().find("python").orElseThrow();
        try (var box = sandbox.open(python)) {
            box.setFiles(Map.of("main.py", new byte[0]));
            var program = new Program(python, "main.py", List.of(), Map.of());
            var running = box.start(program, RunInput.none(), Limits.standard(), seen);
            return running.await() instanceof RunOutcome.Exited;
        }
    }

    @Test
    void aBoxThatNoLongerAnswersIsRemovedAtTheLimit() throws Exception {
        try (var sandbox = TestSandbox.start(OWNER, 0);
                var box = sandbox.open(sandbox.languages().find("python").orElseThrow())) {
            var running = sleeper(sandbox, box, Limits.standard().withWall(Duration.ofSeconds(2)));

            engine.control().pauseContainerCmd(containers().getFirst().getId()).exec();

            assertThat(running.await()).isInstanceOf(RunOutcome.TimedOut.class);
            TestSandbox.await(() -> containers().isEmpty(), this::containers);
        }
    }

    @Test
    void aBoxThatDoesNotStopIsRemoved() throws Exception {
        try (var sandbox = TestSandbox.start(OWNER, 0);
                var box = sandbox.open(sandbox.languages().find("python").orElseThrow())) {
            var running = sleeper(sandbox, box, Limits.standard());
            engine.control().pauseContainerCmd(containers().getFirst().getId()).exec();

            running.stop();

            assertThat(running.await()).isInstanceOf(RunOutcome.Cancelled.class);
            TestSandbox.await(() -> containers().isEmpty(), this::containers);
        }
    }

    @Test
    void anEngineThatComesLaterIsFoundAndOneThatGoesIsNoticed() throws IOException {
        var socket = folder.resolve("docker.sock");
        var settings = TestSandbox.settings(OWNER, 0);
        try (var sandbox = new DockerSandbox(at(settings, "unix://" + socket))) {
            TestSandbox.await(
                    () -> sandbox.state() instanceof SandboxState.Unavailable, sandbox::state);
            assertThatThrownBy(() -> sandbox.open(sandbox.languages().all().getFirst()))
                    .isInstanceOf(SandboxUnavailable.class)
                    .hasMessageContaining("docker.io");

            var real = Path.of(engine.address().getPath());
            try (var _ = new EngineDoor(socket, real)) {
                TestSandbox.await(
                        () -> sandbox.state() instanceof SandboxState.Ready, sandbox::state);
                TestSandbox.started(sandbox).open(sandbox.languages().all().getFirst()).close();
            }
            TestSandbox.await(
                    () -> sandbox.state() instanceof SandboxState.Unavailable, sandbox::state);

            try (var _ = new EngineDoor(socket, real)) {
                TestSandbox.await(
                        () -> sandbox.state() instanceof SandboxState.Ready, sandbox::state);
            }
        }
    }

    @Test
    void aRuntimeThatTheEngineDoesNotHaveIsMissedAtTheStart() {
        var asked = TestSandbox.settings(OWNER, 0).withRuntime(Optional.of("nobodys-runtime"));
        try (var sandbox = new DockerSandbox(asked)) {
            TestSandbox.await(
                    () -> sandbox.state() instanceof SandboxState.Unavailable, sandbox::state);

            assertThatThrownBy(() -> sandbox.open(sandbox.languages().all().getFirst()))
                    .isInstanceOf(SandboxUnavailable.class)
                    .hasMessageMatching(
                            "The Docker engine has no runtime nobodys-runtime, only .*runc.*\\."
                                    + " Install it, or start without that setting\\. *");
        }
    }

    private static DockerSandboxSettings at(DockerSandboxSettings settings, String dockerHost) {
        return new DockerSandboxSettings(
                settings.languagesFolder(),
                settings.agentFolder(),
                Optional.of(dockerHost),
                settings.baseImage(),
                settings.owner(),
                settings.boxesAhead(),
                settings.boxLimits(),
                settings.firstUid());
    }

    private RunningProgram sleeper(DockerSandbox sandbox, Box box, Limits limits)
            throws InterruptedException {
        var python = sandbox.languages().find("python").orElseThrow();
        box.setFiles(Map.of("main.py", "import time\nprint('up')\ntime.sleep(60)".getBytes(UTF_8)));
        var program = new Program(python, "main.py", List.of(), Map.of());
        var running = box.start(program, RunInput.none(), limits, seen);
        seen.awaitText(Channel.STDOUT, "up");
        return running;
    }

    private List<Container> containers() {
        return leftovers.containers();
    }
}
