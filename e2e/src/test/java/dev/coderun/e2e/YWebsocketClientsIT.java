package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static dev.coderun.e2e.support.Eventually.eventuallyEqual;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Api;
import dev.coderun.e2e.support.OneServer;
import dev.coderun.e2e.support.Peer;
import dev.coderun.e2e.support.Peers;
import dev.coderun.e2e.support.RunningServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Unmodified y-websocket clients, versions 2 and 3, know nothing of Code Run and work.
@Timeout(300)
@ExtendWith(OneServer.class)
class YWebsocketClientsIT {
    private static final Duration ALONE = Duration.ofSeconds(70);
    private static final int ROUNDS = 6;
    private static final int EDITS_A_ROUND = 120;

    private static RunningServer server;
    private static Peers peers;
    private static Api ada;
    private static List<Peer> lonely;
    private static long lonelySince;

    @BeforeAll
    static void startServerAndLeaveTwoClientsAlone(RunningServer running) {
        server = running;
        peers = Peers.start();
        ada = server.api().loggedInAs("Ada");
        lonely =
                List.of(
                        open("lonely-2", 2, ada.newSession("python")),
                        open("lonely-3", 3, ada.newSession("python")));
        lonelySince = System.nanoTime();
    }

    @AfterAll
    static void stop() {
        peers.close();
    }

    @Test
    void randomEditsWithDisconnectsEndInWhatTheServerHolds() {
        var seed = Long.getLong("seed", System.nanoTime() & 0xffff_ffffL);
        System.Logger log = System.getLogger(getClass().getName());
        log.log(System.Logger.Level.INFO, "-Dseed={0}", Long.toString(seed));
        var random = new Random(seed);
        var session = ada.newSession("python");
        var clients = new ArrayList<Peer>();
        for (int i = 0; i < 4; i++) {
            clients.add(open("client-" + i, 2 + i % 2, session));
        }

        for (int round = 0; round < ROUNDS; round++) {
            var edits =
                    clients.stream()
                            .map(client -> client.edit(random.nextInt(), EDITS_A_ROUND))
                            .toList();
            var away = clients.get(random.nextInt(clients.size()));
            var cut = clients.get(random.nextInt(clients.size()));
            away.disconnect();
            cut.cut();
            edits.forEach(edit -> edit.join());
            away.connect();
        }
        clients.forEach(client -> client.connect());

        eventuallyEqual(
                "the files of everybody and of the server",
                () -> clients.stream().map(Peer::files).collect(toSet()),
                () -> Set.of(ada.files(session)));
        var stateVector = ada.stateVector(session);
        assertThat(clients).allMatch(client -> client.holdsExactly(stateVector));
        assertThat(clients).noneMatch(Peer::hasPending);
        assertThat(ada.files(session)).isNotEmpty();
        clients.forEach(Peer::close);
    }

    @Test
    void clientsSeeEachOthersNames() {
        var session = ada.newSession("python");
        var first = open("first", 2, session);
        var second = open("second", 3, session);

        eventually(
                "both see both",
                () ->
                        first.names().containsAll(List.of("first", "second"))
                                && second.names().containsAll(List.of("first", "second")));

        second.close();
        eventually("one has left", () -> first.names().equals(List.of("first")));
        first.close();
    }

    @Test
    void aClientLeftAloneStaysConnected() {
        eventually(
                ALONE.plusSeconds(10),
                "70 seconds have gone by",
                () -> System.nanoTime() - lonelySince > ALONE.toNanos());

        for (var client : lonely) {
            assertThat(client.closeCodes()).as(client.name()).isEmpty();
            assertThat(client.connections()).as(client.name()).isEqualTo(1);
        }
    }

    private static Peer open(String name, int version, String session) {
        var peer = peers.open(name, version, server, session, ada.ticket(session));
        eventually(name + " is synced", peer::isSynced);
        return peer;
    }
}
