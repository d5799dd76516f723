package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Peers;
import dev.coderun.e2e.support.Person;
import dev.coderun.e2e.support.RunningServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A machine where no Docker engine answers.
@Timeout(180)
class WithoutDockerIT {
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.startWith(Map.of("DOCKER_HOST", "unix:///nowhere/docker.sock"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void programsRunOnThisMachineAndThePageSaysSo() {
        try (var ada = Person.at(server, "Ada")) {
            var api = server.api().loggedInAs("Ada");
            eventually("Python is found", () -> api.languageIsReady("python"));

            ada.newSession("Python");
            eventually(
                    "the page says it",
                    () -> ada.sees("Programs run on this machine without containers."));
            ada.replaceText("print('here', 6 * 7)");
            ada.runner().run();

            ada.runner().awaitOutput("here 42");
            ada.runner().awaitRunState("Finished");
            assertThat(server.launch().messages())
                    .contains("Programs run on this machine without containers.", "kernel");
        }
    }

    @Test
    void editingWorksAndTheLogSaysWhatToInstall() {
        try (var peers = Peers.start()) {
            var ada = server.api().loggedInAs("Ada");
            var session = ada.newSession("python");
            var peer = peers.open("ada", 3, server, session, ada.ticket(session));
            eventually("synced", peer::isSynced);

            peer.insert("main.py", 0, "# typed\n");

            eventually("the server has it", () -> ada.files(session).equals(peer.files()));
            eventually("the log advises", () -> server.launch().messages().contains("docker.io"));
        }
    }
}
