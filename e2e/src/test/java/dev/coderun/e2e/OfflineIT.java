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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The network goes, the server goes, the page is loaded anew: what was typed stays, once.
@Timeout(240)
class OfflineIT {
    private static final String START = "# first\n# last\n";

    private static RunningServer server;
    private static Person ada;
    private static Person grace;
    private static Api api;

    private String session = "";

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

    @BeforeEach
    void bothOpenOneSession() {
        session = api.newOpenSession("python");
        both(() -> ada.open(address()), () -> grace.open(address()));
        ada.replaceText(START);
        eventually("Grace sees it", () -> grace.text().equals(ada.text()));
        eventually("it is saved", ada::isSaved);
    }

    @Test
    void aReloadWhileOfflineKeepsWhatWasTyped() {
        ada.goOffline();
        ada.goToStart();
        ada.type("ada offline ");
        eventually("unsent edits are counted", () -> ada.connection().contains("unsent edit"));
        grace.goToEnd();
        grace.type("grace online");

        ada.reload();

        eventually("it is there", () -> ada.text().startsWith("ada offline # first"));
        eventually("still counted", () -> ada.connection().contains("unsent edit"));
        ada.goOnline();
        eventuallyEqual("both screens", ada::text, grace::text);
        eventually("it is saved", ada::isSaved);
        assertThat(onServer()).isEqualTo("ada offline # first\n# last\ngrace online");
    }

    @Test
    void whatIsTypedWhileTheServerIsDeadComesWithItsReturn() {
        server.kill();
        ada.goToStart();
        ada.type("to a dead server ");
        eventually("unsent edits are counted", () -> ada.connection().contains("unsent edit"));
        ada.reload();
        eventually("it is there", () -> ada.text().startsWith("to a dead server # first"));
        ada.goToEnd();
        ada.type("and on");

        server.restart();

        eventually("it is saved", ada::isSaved);
        eventuallyEqual("both screens", grace::text, ada::text);
        assertThat(onServer()).isEqualTo("to a dead server # first\n# last\nand on");
    }

    @Test
    void twoWindowsOfOnePersonAgreeWithoutAConnectionAndSendEachEditOnce() {
        try (var second = ada.anotherWindow(address())) {
            ada.goOffline();
            ada.goToStart();
            ada.type("one ");
            eventually("the second sees it", () -> second.text().startsWith("one # first"));
            second.goToEnd();
            second.type("two");
            eventually("the first sees it", () -> ada.text().endsWith("two"));

            ada.goOnline();

            eventually("both are saved", () -> ada.isSaved() && second.isSaved());
            eventuallyEqual("Grace's screen", grace::text, ada::text);
            assertThat(onServer()).isEqualTo("one # first\n# last\ntwo");
        }
    }

    @Test
    void whoMayOnlyWatchByNowIsOfferedWhatTheyTypedAndItGoesInOnceTheyMayEdit() {
        var graces = server.api().loggedInAs("Grace");
        grace.goOffline();
        grace.goToStart();
        grace.type("by Grace ");
        eventually("it is counted", () -> grace.connection().contains("unsent edit"));
        api.decide(session, graces, "viewer");

        grace.goOnline();

        eventually("it is said", () -> grace.sees("What you typed last is in this page alone."));
        assertThat(grace.copyOffered("main.py")).isEqualTo("by Grace " + START);
        assertThat(onServer()).isEqualTo(START);

        api.decide(session, graces, "editor");
        eventually("it is saved", grace::isSaved);
        assertThat(onServer()).isEqualTo("by Grace " + START);
    }

    @Test
    void aDeletedSessionIsSaidToBeGoneAndNothingOfItIsKept() {
        eventually("it is kept", () -> ada.keptRecords() > 0);

        api.delete("/api/sessions/" + session);

        eventually("Ada is told", () -> ada.connection().contains("No such session"));
        eventually("nothing is kept", () -> !ada.keeps(session));
    }

    @Test
    void loggingOutForgetsWhatTheBrowserKept() {
        ada.type("private");
        eventually("it is kept", () -> ada.isSaved() && ada.keeps(session));

        ada.logOut();

        eventually("nothing is kept", () -> ada.keptRecords() == 0);
        ada.logIn("Ada");
    }

    private String address() {
        return server.address() + "/s/" + session;
    }

    private String onServer() {
        return api.files(session).getOrDefault("main.py", "");
    }
}
