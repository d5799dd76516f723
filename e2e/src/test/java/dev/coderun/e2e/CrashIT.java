package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static dev.coderun.e2e.support.Eventually.eventuallyEqual;
import static dev.coderun.e2e.support.Together.both;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Api;
import dev.coderun.e2e.support.Person;
import dev.coderun.e2e.support.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The server is killed in the middle of things.
@Timeout(240)
class CrashIT {
    private static RunningServer server;
    private static Person ada;
    private static Person grace;
    private static Api api;

    @BeforeAll
    static void start() {
        server = RunningServer.start();
        ada = Person.at(server, "Ada");
        grace = Person.at(server, "Grace");
        api = server.api().loggedInAs("Ada");
    }

    @AfterAll
    static void stop() {
        ada.close();
        grace.close();
        server.close();
    }

    @Test
    void killedWhileBothTypeAndDeleteNothingIsLostAndBothGoOn() {
        var session = bothOpenOneSession();
        ada.goToStart();
        grace.goToEnd();
        var killer =
                Thread.ofVirtual()
                        .unstarted(
                                () -> {
                                    eventually(
                                            "both are at it",
                                            () ->
                                                    text(session).contains("a5")
                                                            && text(session).contains("g5"));
                                    server.kill();
                                    server.restart();
                                });

        killer.start();
        both(() -> typeAndDelete(ada, "a"), () -> typeAndDelete(grace, "g"));
        join(killer);

        eventuallyEqual("both screens", ada::text, grace::text);
        eventuallyEqual("the server and Ada's screen", () -> text(session), ada::text);
        eventually("both are told that it is saved", () -> ada.isSaved() && grace.isSaved());
        assertThat(ada.text()).contains(expected("a")).contains(expected("g"));
    }

    @Test
    void whatWasCalledSavedIsThereForWhoeverComesAfterTheRestart() {
        var session = bothOpenOneSession();
        ada.goToStart();
        ada.type("# typed and saved, ");
        for (int i = 0; i < 7; i++) {
            ada.press("Backspace");
        }
        eventually("it is saved", () -> ada.text().startsWith("# typed and ") && ada.isSaved());
        var saved = ada.text();

        server.kill();
        ada.leave();
        grace.leave();
        server.restart();

        assertThat(text(session)).isEqualTo(saved);
    }

    private static final int WORDS = 60;

    /// Types words, each with a slip that is taken back.
    private static void typeAndDelete(Person person, String letter) {
        for (int i = 0; i < WORDS; i++) {
            person.type(letter + i + "?");
            person.press("Backspace");
            person.type(".");
        }
    }

    private static String expected(String letter) {
        var words = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            words.append(letter).append(i).append('.');
        }
        return words.toString();
    }

    private static String bothOpenOneSession() {
        var session = api.newOpenSession("python");
        var address = server.address() + "/s/" + session;
        both(() -> ada.open(address), () -> grace.open(address));
        ada.replaceText("# first\n# last\n");
        eventually("Grace sees it", () -> grace.text().equals(ada.text()));
        return session;
    }

    private static String text(String session) {
        return api.files(session).getOrDefault("main.py", "");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while the server was restarting.", e);
        }
    }
}
