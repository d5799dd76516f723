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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two people type, and both see what it does to the session's tests.
@Timeout(600)
@ExtendWith(OneServer.class)
class ResultsWhileTypingIT {
    private static final Duration IMAGES = Duration.ofMinutes(6);
    private static final String RIGHT = "print(sum(map(int, input().split())))\n";
    private static final String WRONG = "print(0 * sum(map(int, input().split())))\n";

    private static RunningServer server;
    private static Api api;
    private static Person ada;
    private static Person grace;

    @BeforeAll
    static void start(RunningServer running) {
        server = running;
        api = server.api().loggedInAs("Ada");
        eventually(IMAGES, "Python is there", () -> api.languageIsReady("python"));
        ada = Person.at(server, "Ada");
        grace = Person.at(server, "Grace");
    }

    @AfterAll
    static void stop() {
        grace.close();
        ada.close();
    }

    @BeforeEach
    void bothAreInASessionWithACaseOfAdas() {
        var session = api.newOpenSession("python");
        ada.open(server.address() + "/s/" + session);
        grace.open(server.address() + "/s/" + session);
        ada.replaceText(RIGHT);
        ada.tester().addCase("3 4\n", "7\n");
    }

    @Test
    void aBugIsRedWithItsDifferenceForBothAndGreenOnceItIsMended() {
        eventually("Grace sees it pass", () -> grace.tester().shows("Case 1: passed"));

        ada.replaceText(WRONG);
        for (var person : new Person[] {ada, grace}) {
            eventually("it is red", () -> person.tester().shows("Case 1: failed"));
            person.tester().open("Case 1: failed");
            assertThat(person.tester().difference()).contains("expected", "7", "got", "0");
        }

        grace.replaceText(RIGHT);
        for (var person : new Person[] {ada, grace}) {
            eventually("it is green", () -> person.tester().shows("Case 1: passed"));
        }
    }

    @Test
    void whatWasMadeFromOtherTextIsGreyForBoth() {
        eventually("Grace sees it pass", () -> grace.tester().shows("Case 1: passed"));
        ada.tester().pause();
        eventually("it is paused for Grace", () -> grace.tester().isPaused());

        ada.replaceText(WRONG);
        for (var person : new Person[] {ada, grace}) {
            eventually(
                    "it is grey",
                    () -> person.tester().shows("Case 1: passed, before the last change"));
            assertThat(person.tester().isGrey("Case 1")).isTrue();
        }

        grace.tester().goOn();
        eventually("it is tested again", () -> ada.tester().shows("Case 1: failed"));
        assertThat(ada.tester().isGrey("Case 1")).isFalse();
    }
}
