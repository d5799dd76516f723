package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Boxes;
import dev.coderun.e2e.support.Launch;
import dev.coderun.e2e.support.OneServer;
import dev.coderun.e2e.support.Peers;
import dev.coderun.e2e.support.Program;
import dev.coderun.e2e.support.Project;
import dev.coderun.e2e.support.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// `./coderun` as somebody meets it who starts it, stops it, or starts it where it cannot.
@Timeout(180)
@ExtendWith(OneServer.class)
class StartIT {
    @Test
    void itIsInterruptedKilledEndedAndStartedAgainAndLeavesNothingBehind() {
        try (var server = RunningServer.start();
                var peers = Peers.start()) {
            runSomething(server, peers);
            var first = started(server);

            server.launch().interrupt();

            assertThat(server.launch().exitCode()).isIn(0, 130);
            awaitGone(first);
            assertThat(Boxes.of(server.data())).isEmpty();

            server.restart();
            assertThat(server.launch().messages()).doesNotContain("Building", "Fetching");
            runSomething(server, peers);
            var second = started(server);
            var boxes = Boxes.of(server.data());

            server.kill();

            awaitGone(second);
            server.restart();
            eventually(
                    "the old boxes are gone",
                    () -> Boxes.of(server.data()).stream().noneMatch(boxes::contains));
            runSomething(server, peers);
            var third = started(server);

            server.launch().terminate();

            assertThat(server.launch().exitCode()).isIn(0, 143);
            awaitGone(third);
            assertThat(Boxes.of(server.data())).isEmpty();
        }
    }

    /// The processes that a server with a box has.
    private static List<ProcessHandle> started(RunningServer server) {
        var started = server.launch().descendants();
        assertThat(started).isNotEmpty();
        assertThat(Boxes.of(server.data())).isNotEmpty();
        return started;
    }

    private static void awaitGone(List<ProcessHandle> processes) {
        eventually(
                "every process is gone",
                () -> processes.stream().noneMatch(ProcessHandle::isAlive));
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
    void aDataFolderInUseIsSaidInOneSentence(RunningServer server) {
        try (var second = launch("--port", port(), "--data", server.data().toString())) {
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
