package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Api;
import dev.coderun.e2e.support.OneServer;
import dev.coderun.e2e.support.Person;
import dev.coderun.e2e.support.RunningServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// One presses Run; everybody in the session sees the same.
@Timeout(600)
@ExtendWith(OneServer.class)
class RunProgramIT {
    private static final Duration IMAGES = Duration.ofMinutes(6);

    /// Prints the second line only when it was told to: whoever sees the first saw it while the program ran.
    private static final String GREETER =
            """
            name = input()
            print("hello", name)
            print("and", input())
            """;

    private static final String TERMINAL_PROGRAM =
            """
            import sys, time
            print("\\x1b]0;stolen\\x07\\x1b[31mred\\x1b[0m")
            print("got", input(f"a terminal: {sys.stdout.isatty()} ? "))
            try: time.sleep(600)
            except KeyboardInterrupt: print("interrupted")
            print("left:", len(sys.stdin.read()))
            """;

    private static RunningServer server;
    private static Person ada;
    private static Person grace;
    private static Api api;

    @BeforeAll
    static void start(RunningServer running) {
        server = running;
        api = server.api().loggedInAs("Ada");
        eventually(
                IMAGES,
                "Python and Java are there",
                () -> api.languageIsReady("python") && api.languageIsReady("java"));
        ada = Person.at(server, "Ada");
        grace = Person.at(server, "Grace");
    }

    @AfterAll
    static void stop() {
        ada.close();
        grace.close();
    }

    @Test
    void bothSeeTheOutputLineByLineWhileItRuns() {
        bothOpen("python", GREETER);

        ada.runner().run();
        ada.runner().answer("Ada");

        ada.runner().awaitOutput("hello Ada");
        grace.runner().awaitOutput("hello Ada");
        assertThat(grace.runner().output()).doesNotContain("and Grace");
        grace.runner().answer("Grace");
        ada.runner().awaitOutput("and Grace");
        grace.runner().awaitOutput("and Grace");
        ada.runner().awaitRunState("Finished");
        grace.runner().awaitRunState("Finished");
    }

    @Test
    void aProgramReadsTheSessionsInputBox() {
        bothOpen("python", GREETER);
        ada.runner().typeInput("Linus\nMarie\n");

        grace.runner().run();

        grace.runner().awaitOutput("hello Linus");
        ada.runner().awaitOutput("and Marie");
        ada.runner().awaitRunState("Finished");
    }

    @Test
    void aTerminalTakesKeysAndShowsColoursAndNothingInItReachesThePage() {
        var address = server.address() + "/s/" + api.newOpenSession("python");
        try (var linus = Person.at(server, "Linus")) {
            linus.open(address);
            linus.replaceText(TERMINAL_PROGRAM);
            linus.runner().runInTerminal();
            eventually("it asks", () -> linus.runner().terminal().contains("a terminal: True ?"));
            assertThat(linus.runner().redInTerminal()).isEqualTo("red");
            assertThat(linus.title()).doesNotContain("stolen");
            grace.open(address);
            eventually(
                    "Grace sees it",
                    () -> grace.runner().terminal().contains("a terminal: True ?"));

            linus.type("typed");
            linus.press("Enter");
            eventually("it answers", () -> linus.runner().terminal().contains("got typed"));
            linus.press("Control+c");
            eventually(
                    "it is interrupted", () -> linus.runner().terminal().contains("interrupted"));
            linus.press("Control+d");

            linus.runner().awaitRunState("Finished");
            eventually("Grace sees the end", () -> grace.runner().terminal().contains("left: 0"));
        }
    }

    @Test
    void aJavaCompileErrorShows() {
        bothOpen("java", "class Main { void main() { IO.println(1) } }");

        ada.runner().run();

        ada.runner().awaitRunState("Does not compile");
        grace.runner().awaitOutput("';' expected");
    }

    @Test
    void aCompilersErrorIsUnderlinedAndReachedUntilItIsMended() {
        bothOpen("java", "class Main {\n    void main() {\n        int x = \"text\";\n    }\n}\n");

        ada.runner().run();

        ada.runner().awaitRunState("Does not compile");
        eventually("Ada sees where", () -> ada.runner().underlinedErrors() == 1);
        eventually("Grace sees where", () -> grace.runner().underlinedErrors() == 1);
        ada.runner().goToProblem("incompatible types");
        ada.type("1; //");
        eventually(
                "the place is Ada's caret's", () -> ada.text().contains("int x = 1; //\"text\";"));
        eventually("it is no longer marked", () -> ada.runner().underlinedErrors() == 0);
        eventually("nor for Grace", () -> grace.runner().underlinedErrors() == 0);
    }

    @Test
    void stopEndsAProgramThatWouldRunForEver() {
        bothOpen("python", "print('on and on', flush=True)\nwhile True: pass\n");
        ada.runner().run();
        grace.runner().awaitOutput("on and on");

        grace.runner().stop();

        ada.runner().awaitRunState("Stopped");
        grace.runner().awaitRunState("Stopped");
    }

    @Test
    void whoeverJoinsLaterSeesTheOutputFromTheStart() {
        bothOpen("python", GREETER);
        ada.runner().run();
        ada.runner().answer("Ada");
        ada.runner().awaitOutput("hello Ada");

        try (var late = Person.at(server, "Late")) {
            late.open(server.address() + "/s/" + ada.session());

            late.runner().awaitOutput("hello Ada");
            ada.runner().answer("all");
            late.runner().awaitOutput("and all");
            late.runner().awaitRunState("Finished");
        }
    }

    private static void bothOpen(String language, String program) {
        var session = api.newOpenSession(language);
        ada.open(server.address() + "/s/" + session);
        grace.open(server.address() + "/s/" + session);
        ada.replaceText(program);
        eventually("Grace sees the program", () -> grace.text().equals(ada.text()));
        eventually("the server has it", () -> api.files(session).containsValue(program));
    }
}
