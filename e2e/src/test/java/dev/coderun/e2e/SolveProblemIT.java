package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.coderun.e2e.support.Person;
import dev.coderun.e2e.support.Project;
import dev.coderun.e2e.support.RunningServer;
import dev.coderun.e2e.support.Solver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Somebody finds a problem, solves it wrong, reads why, mends it, and it stays solved.
@Timeout(600)
class SolveProblemIT {
    private static final Duration IMAGES = Duration.ofMinutes(6);

    private static final String WRONG =
            """
            n, c, k, m = map(int, input().split())
            print(n * c // k * m)
            """;
    private static final String RIGHT =
            """
            n, c, k, m = map(int, input().split())
            print((n * c + k - 1) // k * m)
            """;

    private RunningServer server;
    private Person ada;
    private Solver solver;

    @BeforeEach
    void start() {
        server = RunningServer.start();
        var api = server.api().loggedInAs("Ada");
        eventually(IMAGES, "Python is there", () -> api.languageIsReady("python"));
        ada = Person.at(server, "Ada", ColorScheme.DARK);
        solver = ada.solver();
    }

    @AfterEach
    void stop() {
        ada.close();
        server.close();
    }

    @Test
    void wrongFirstThenMendedAndSolvedAfterARestartToo() throws Exception {
        solver.openProblems(server.address());
        assertThat(solver.problems()).hasSizeGreaterThanOrEqualTo(12);
        solver.search("tea");
        assertThat(solver.problems()).hasSize(1);
        picture("problems-dark");
        solver.openProblem("Tea Time");
        assertThat(solver.statement()).contains("A caravan rests");
        picture("problem-dark");

        solver.solveIn("Python");
        solver.useFirstSample();
        ada.replaceText(WRONG);
        ada.runner().run();
        ada.runner().awaitOutput("8");
        ada.press("Control+Shift+Enter");
        solver.awaitVerdict("Wrong answer");

        assertThat(solver.difference()).contains("expected", "12", "got", "8");
        var time = "\\s+[0-9.]+ m?s\\s*";
        assertThat(solver.stageTimes())
                .containsPattern("waited" + time + "built in" + time + "tested in" + time);
        picture("wrong-dark");

        ada.replaceText(RIGHT);
        solver.submit();
        solver.awaitVerdict("Accepted");
        solver.compareTheTwo();
        assertThat(solver.changes()).contains("− print(n * c // k * m)", "+ print((n * c + k - 1)");
        picture("accepted-dark");

        server.kill();
        server.restart();
        solver.openProblems(server.address());
        eventually("the problem stays solved", () -> solver.isSolved("Tea Time"));
        solver.show("Solved");
        assertThat(solver.problems()).hasSize(1);

        try (var inDaylight = Person.at(server, "Ada", ColorScheme.LIGHT)) {
            inDaylight.solver().openProblems(server.address());
            eventually("the list is there", () -> inDaylight.solver().isSolved("Tea Time"));
            inDaylight.takePicture(folder().resolve("problems-light.png"));
            inDaylight.solver().openProblem("Tea Time");
            inDaylight.solver().statement();
            inDaylight.takePicture(folder().resolve("problem-light.png"));
            inDaylight.solver().solveIn("Python");
            inDaylight.replaceText(WRONG);
            inDaylight.solver().submit();
            inDaylight.solver().awaitVerdict("Wrong answer");
            inDaylight.takePicture(folder().resolve("wrong-light.png"));
        }
    }

    private void picture(String name) throws Exception {
        ada.takePicture(folder().resolve(name + ".png"));
    }

    private static Path folder() throws Exception {
        var asked = System.getProperty("coderun.pictures");
        return asked != null ? Files.createDirectories(Path.of(asked)) : Project.temporaryFolder();
    }
}
