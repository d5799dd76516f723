package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Boxes;
import dev.coderun.e2e.support.Launch;
import dev.coderun.e2e.support.Peers;
import dev.coderun.e2e.support.Person;
import dev.coderun.e2e.support.Program;
import dev.coderun.e2e.support.Project;
import dev.coderun.e2e.support.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `./coderun` as somebody meets it who starts it, stops it, or starts it where it cannot.
@Timeout(180)
class StartIT {
    private static final Map<String, String> NO_DOCKER =
            Map.of("DOCKER_HOST", "unix:///nowhere/docker.sock");

    @Test
    void aSecondStartRebuildsNothing() {
        try (var server = RunningServer.start()) {
            server.launch().terminate();
            server.launch().exitCode();

            server.restart();

            assertThat(server.launch().messages()).doesNotContain("Building", "Fetching");
        }
    }

    @Test
    void withoutAnEngineProgramsRunOnThisMachineAndThePageSaysSo() {
        try (var server = RunningServer.startWith(NO_DOCKER);
                var ada = Person.at(server, "Ada")) {
            var api = server.api().loggedInAs("Ada");
            eventually("Python is found", () -> api.languageIsReady("python"));

            ada.newSession("Python");
            eventually(
                    "the page says it",
                    () -> ada.sees("Programs run on this machine without containers."));
            ada.replaceText("print('here', 6 * 7)");
            ada.run();

            ada.awaitOutput("here 42");
            ada.awaitRunState("Finished");
        }
    }

    @Test
    void aPortInUseIsSaidInOneSentence() throws IOException {
        var data = Project.temporaryFolder();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var launch =
                        launch(
                                "--port",
                                Integer.toString(taken.getLocalPort()),
                                "--data",
                                data.toString())) {
            assertThat(launch.exitCode()).isNotZero();
            assertThat(lastLine(launch))
                    .contains(Integer.toString(taken.getLocalPort()))
                    .endsWith(".");
            assertThat(launch.messages()).doesNotContain("Exception", "\tat ");
        } finally {
            Project.remove(data);
        }
    }

    @Test
    void aDataFolderThatCannotBeWrittenIsSaidInOneSentence() throws IOException {
        var file = Files.createTempFile("coderun-", ".txt");

        try (var launch = launch("--port", port(), "--data", file.resolve("data").toString())) {
            assertThat(launch.exitCode()).isNotZero();
            assertThat(lastLine(launch)).contains(file.toString()).endsWith(".");
            assertThat(launch.messages()).doesNotContain("Exception", "\tat ");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aDataFolderInUseIsSaidInOneSentence() {
        try (var server = RunningServer.start();
                var second = launch("--port", port(), "--data", server.data().toString())) {
            assertThat(second.exitCode()).isNotZero();
            assertThat(lastLine(second)).contains(server.data().toString()).endsWith(".");
        }
    }

    @Test
    void anOptionThatDoesNotExistIsNamed() {
        try (var launch = launch("--colour", "blue")) {
            assertThat(launch.exitCode()).isNotZero();
            assertThat(lastLine(launch)).contains("--colour");
        }
    }

    @Test
    void sigtermLeavesNoProcessAndNoContainer() {
        try (var server = RunningServer.start();
                var peers = Peers.start()) {
            runSomething(server, peers);
            var started = server.launch().descendants();
            assertThat(started).isNotEmpty();
            assertThat(Boxes.of(server.data())).isNotEmpty();

            server.launch().terminate();

            assertThat(server.launch().exitCode()).isIn(0, 143);
            eventually(
                    "every process is gone",
                    () -> started.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(Boxes.of(server.data())).isEmpty();
        }
    }

    @Test
    void afterKillNineNoProcessStaysAndTheNextStartClearsBoxes() {
        try (var server = RunningServer.start();
                var peers = Peers.start()) {
            runSomething(server, peers);
            var started = server.launch().descendants();
            var boxes = Boxes.of(server.data());
            assertThat(boxes).isNotEmpty();

            server.kill();

            eventually(
                    "every process is gone",
                    () -> started.stream().noneMatch(ProcessHandle::isAlive));
            server.restart();
            eventually(
                    "the old boxes are gone",
                    () -> Boxes.of(server.data()).stream().noneMatch(boxes::contains));
        }
    }

    @Test
    void withoutDockerEditingWorksAndTheLogSaysWhatToInstall() {
        try (var server = RunningServer.startWith(NO_DOCKER);
                var peers = Peers.start()) {
            var ada = server.api().loggedInAs("Ada");
            var session = ada.newSession("python");
            var peer = peers.open("ada", 3, server, session, ada.ticket(session));
            eventually("synced", peer::isSynced);

            peer.insert("main.py", 0, "# typed\n");

            eventually("the server has it", () -> ada.files(session).equals(peer.files()));
            eventually("the log advises", () -> server.launch().messages().contains("docker.io"));
        }
    }

    private static void runSomething(RunningServer server, Peers peers) {
        try (var program = Program.in(server, peers, server.api().loggedInAs("Ada"))) {
            program.replaceWith("print('fine')\n");
            program.start();
            assertThat(program.outcome().path("kind").asText()).isEqualTo("exited");
        }
    }

    private static Launch launch(String... arguments) {
        return Launch.of(Map.of(), arguments);
    }

    private static String port() {
        return Integer.toString(Project.freePort());
    }

    private static String lastLine(Launch launch) {
        return launch.messages().strip().lines().reduce("", (_, line) -> line);
    }
}
