package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static dev.coderun.e2e.support.Eventually.eventuallyEqual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Api;
import dev.coderun.e2e.support.Peer;
import dev.coderun.e2e.support.Peers;
import dev.coderun.e2e.support.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The database stops answering while people type.
@Timeout(480)
class StoreOutageIT {
    private static final int UNSAVED_MEGABYTES = 16;
    private static final String MEGABYTE = "x".repeat(1 << 20);

    private static RunningServer server;
    private static Peers peers;
    private static Api ada;

    @BeforeAll
    static void start() {
        server = RunningServer.start();
        peers = Peers.start();
        ada = server.api().loggedInAs("Ada");
    }

    @AfterAll
    static void stop() {
        peers.close();
        server.close();
    }

    @Test
    void typingGoesOnUpToTheBoundAndAllIsStoredWhenItComesBack() {
        var session = ada.newSession("python");
        var typing = open("typing", session);
        var watching = open("watching", session);

        try (var _ = server.databaseOutage()) {
            for (int i = 1; i < UNSAVED_MEGABYTES; i++) {
                typing.replace("main.py", i + MEGABYTE);
                // One by one: whoever lags behind by more is sent away, and without the
                // database nobody is let in.
                eventuallyEqual("the other sees it", watching::files, typing::files);
            }
            var last = typing.files();

            typing.replace("main.py", "too much" + MEGABYTE);
            eventually("it is refused", () -> typing.refusals() > 0);
            assertThat(watching.files()).isEqualTo(last);
        }

        eventuallyEqual("what was refused comes in", watching::files, typing::files);
        eventuallyEqual("the server's text", () -> ada.files(session), typing::files);
        eventually("all of it is stored", () -> ada.metric("coderun_unsaved_bytes") == 0);
        server.kill();
        peers.close();
        server.restart();
        assertThat(ada.files(session).get("main.py")).startsWith("too much");
    }

    private static Peer open(String name, String session) {
        var peer = peers.open(name, 3, server, session, ada.ticket(session));
        eventually(name + " is synced", peer::isSynced);
        return peer;
    }
}
