package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static dev.coderun.e2e.support.Eventually.eventuallyEqual;
import static dev.coderun.e2e.support.Together.both;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Api;
import dev.coderun.e2e.support.OneServer;
import dev.coderun.e2e.support.Person;
import dev.coderun.e2e.support.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two people in front of two browsers write one text.
@Timeout(180)
@ExtendWith(OneServer.class)
class TypingTogetherIT {
    private static RunningServer server;
    private static Person ada;
    private static Person grace;
    private static Api api;

    private String session = "";

    @BeforeAll
    static void start(RunningServer running) {
        server = running;
        ada = Person.at(server, "Ada");
        grace = Person.at(server, "Grace");
        api = server.api().loggedInAs("Ada");
    }

    @AfterAll
    static void stop() {
        ada.close();
        grace.close();
    }

    @BeforeEach
    void bothOpenOneSession() {
        session = api.newOpenSession("python");
        both(
                () -> ada.open(server.address() + "/s/" + session),
                () -> grace.open(server.address() + "/s/" + session));
        ada.replaceText("# first\n# last\n");
        eventually("Grace sees it", () -> grace.text().equals(ada.text()));
    }

    @Test
    void bothTypeAtOnceAndEndWithTheSameText() {
        ada.goToStart();
        grace.goToEnd();

        both(() -> ada.type("abc ".repeat(30)), () -> grace.type("xyz ".repeat(30)));

        eventuallyEqual("both screens", ada::text, grace::text);
        eventuallyEqual("the server and Ada's screen", this::onServer, ada::text);
        assertThat(onServer()).contains("abc ".repeat(30)).contains("xyz ".repeat(30));
    }

    @Test
    void bothTypeAtOnePlaceAndNothingIsLost() {
        ada.goToStart();
        grace.goToStart();

        both(() -> ada.type("a".repeat(60)), () -> grace.type("b".repeat(60)));

        eventuallyEqual("both screens", ada::text, grace::text);
        assertThat(onServer().chars().filter(letter -> letter == 'b').count()).isEqualTo(60);
        eventually("it is saved", () -> ada.isSaved() && grace.isSaved());
    }

    @Test
    void whatOneUndoesIsOnlyOnesOwn() {
        ada.goToStart();
        ada.type("mine ");
        eventually("Grace sees it", () -> grace.text().contains("mine "));
        grace.goToEnd();
        grace.type("yours");
        eventually("Ada sees it", () -> ada.text().contains("yours"));

        grace.press("Control+z");

        eventually("Grace's is gone", () -> !ada.text().contains("yours"));
        assertThat(ada.text()).contains("mine ");
    }

    private String onServer() {
        return api.files(session).getOrDefault("main.py", "");
    }
}
