package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
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

/// The owner lets somebody in by a link, holds a lecture, and is followed.
@Timeout(180)
@ExtendWith(OneServer.class)
class InviteIT {
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
    void adaInvitesGrace() {
        session = api.newSession("python");
        ada.open(server.address() + "/s/" + session);
        grace.open(ada.host().invite());
    }

    @Test
    void aLinkLetsOneEditAndLeavesItsSecretNowhere() {
        grace.replaceText("# by Grace\n");

        eventually("Ada sees it", () -> ada.text().contains("# by Grace"));
        assertThat(grace.address()).isEqualTo(server.address() + "/s/" + session);
    }

    @Test
    void whoeverHasTheAddressAloneIsNotLetIn() {
        try (var eve = Person.nobody(server)) {
            eve.logIn("Eve");
            eve.visit(server.address() + "/s/" + session);

            eventually("Eve is told", () -> eve.sees("No session here for you"));
        }
    }

    @Test
    void inALectureTheOthersWatchAndFollowTheOwner() {
        ada.replaceText("# line\n".repeat(100));
        eventually("it is saved", ada::isSaved);

        ada.host().chooseInLecture("Everybody watches");
        eventually("Grace is told", () -> grace.sees("Lecture · watching"));
        grace.goToStart();
        grace.type("not taken");
        assertThat(grace.text()).doesNotContain("not taken");

        ada.host().chooseInLecture("Everybody follows me");
        eventually("Grace follows", () -> grace.sees("You follow"));
        ada.goToEnd();
        ada.type("# the end");
        eventually("Grace sees the end", () -> grace.text().contains("# the end"));

        ada.host().chooseInLecture("Give everybody their role back");
        eventually("Grace may edit", () -> !grace.sees("watching"));
        grace.goToStart();
        grace.type("taken ");
        eventually(
                "the server has it",
                () -> api.files(session).getOrDefault("main.py", "").startsWith("taken"));
    }

    @Test
    void guestsWatchOnceTheOwnerLetsThem() {
        ada.replaceText("# for all\n");
        eventually("it is saved", ada::isSaved);
        ada.host().letGuestsWatch();

        try (var guest = Person.nobody(server)) {
            guest.open(server.address() + "/s/" + session);

            eventually("the guest sees it", () -> guest.text().contains("# for all"));
            eventually("the guest is told", () -> guest.sees("Watching"));
        }
    }
}
