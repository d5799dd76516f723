package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static dev.coderun.e2e.support.Eventually.eventuallyEqual;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Api;
import dev.coderun.e2e.support.Peer;
import dev.coderun.e2e.support.Peers;
import dev.coderun.e2e.support.RawSocket;
import dev.coderun.e2e.support.RunningServer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Unmodified clients of Hocuspocus, versions 3 and 4, know nothing of Code Run and work.
@Timeout(240)
class HocuspocusIT {
    private static final int BEFORE_ADMISSION_BYTES = 64 * 1024;
    private static final int REFUSED_LOGINS = 20;

    private static RunningServer server;
    private static Peers peers;
    private static Api ada;
    private static int count;

    private String session;

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

    @BeforeEach
    void newSession() {
        session = ada.newSession("python");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void itsClientsTypeWithThoseOfYWebsocketAndSeeTheirNames(int version) {
        var theirs = open("hocuspocus" + version, version, session, ada.token());
        var ours = peers.open("y" + version, 3, server, session, ada.ticket(session));
        eventually("the other is synced", ours::isSynced);

        theirs.replace("main.py", "# from Hocuspocus\n");
        eventually("it arrives", () -> text(ours).equals("# from Hocuspocus\n"));
        ours.insert("main.py", 0, "# and back\n");
        eventuallyEqual("both", () -> text(theirs), () -> "# and back\n# from Hocuspocus\n");

        eventually("all is stored", () -> theirs.unsaved() == 0);
        assertThat(ada.files(session)).isEqualTo(theirs.files());
        eventually("each sees both", () -> theirs.names().size() == 2 && ours.names().size() == 2);
        assertThat(theirs.names()).contains("y" + version);
        theirs.close();
        eventually("one has left", () -> ours.names().equals(List.of("y" + version)));
        ours.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void severalSessionsShareASocket(int version) {
        var socket = newName();
        var other = ada.newSession("python");
        var first = open("first" + version, version, session, ada.ticket(session), socket, false);
        var second = open("second" + version, version, other, ada.token(), socket, false);
        var denied =
                peers.openHocuspocus(
                        "no" + version,
                        version,
                        server,
                        ada.newSession("java"),
                        "x",
                        socket,
                        false);

        first.replace("main.py", "one");
        second.replace("main.py", "two");

        eventually("all is stored", () -> first.unsaved() == 0 && second.unsaved() == 0);
        assertThat(ada.files(session)).containsValue("one");
        assertThat(ada.files(other)).containsValue("two");
        assertThat(first.scopes()).containsExactly("read-write");
        eventually("the third is refused", () -> denied.denied().equals(List.of("log in")));

        first.close();
        second.insert("main.py", 0, "still ");
        eventually("the other goes on", () -> ada.files(other).containsValue("still two"));
        second.close();
    }

    @Test
    void oneSessionMayBeEnteredTwiceOnASocket() {
        var socket = newName();
        var left = open("left", 4, session, ada.token(), socket, true);
        var right = open("right", 4, session, ada.token(), socket, true);

        left.replace("main.py", "seen twice");

        eventuallyEqual("both", () -> text(right), () -> "seen twice");
        left.close();
        right.close();
    }

    @Test
    void nothingIsCalledStoredBeforeItIs() {
        var typing = open("typing", 3, session, ada.token());
        var watching = open("watching", 3, session, ada.token());
        eventually("nothing waits", () -> typing.unsaved() == 0);

        try (var _ = server.databaseOutage()) {
            typing.replace("main.py", "typed while the database was down");
            eventuallyEqual("the other sees it", watching::files, typing::files);
            assertThat(typing.unsaved()).isPositive();
        }

        eventually("it is stored", () -> typing.unsaved() == 0);
        typing.close();
        watching.close();
        server.kill();
        server.restart();
        assertThat(ada.files(session)).containsValue("typed while the database was down");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void aViewerIsRefusedAndHeardOncePromotedAndSentAwayOnceRemoved(int version) {
        var bob = server.api().loggedInAs("Bob");
        bob.join(session, ada.share(session, "viewer"));
        var watching = open("watching" + version, version, session, bob.token());
        eventually("the role is told", () -> watching.scopes().equals(List.of("readonly")));
        eventually("all is answered", () -> watching.unsaved() == 0);
        var before = ada.files(session);

        watching.replace("main.py", "by a viewer");
        eventually("it is refused", () -> watching.refusals() > 0);
        assertThat(watching.unsaved()).isPositive();
        assertThat(ada.files(session)).isEqualTo(before);

        ada.decide(session, bob, "editor");
        eventually(
                "the new role is told",
                () -> watching.scopes().equals(List.of("readonly", "read-write")));
        watching.insert("main.py", 0, "at last ");
        eventually(
                "what was refused is there too",
                () -> ada.files(session).containsValue("at last by a viewer"));
        eventually("all is stored", () -> watching.unsaved() == 0);

        ada.decide(session, bob, "none");
        eventually("it is told", () -> watching.closeReasons().equals(List.of("not allowed")));
        watching.insert("main.py", 0, "too late ");
        assertThat(open("ada" + version, version, session, ada.token()).files())
                .containsValue("at last by a viewer");
    }

    @Test
    void aDeletedSessionIsClosedForThemAndTheSocketStays() {
        var socket = newName();
        var other = open("other", 3, ada.newSession("python"), ada.token(), socket, false);
        var gone = open("gone", 3, session, ada.token(), socket, false);

        assertThat(ada.delete("/api/sessions/" + session).status()).isEqualTo(204);

        eventually("it is told", () -> gone.closeReasons().equals(List.of("deleted")));
        other.replace("main.py", "goes on");
        eventually("the other is stored", () -> other.unsaved() == 0);
        other.close();
    }

    @Test
    void whoDoesNotSayWhoTheyAreIsSentAwayAndCannotSendMuch() {
        try (var silent = RawSocket.hocuspocus(server);
                var loud = RawSocket.hocuspocus(server)) {
            loud.sendIfItTakes(new byte[BEFORE_ADMISSION_BYTES + 1]);

            assertThat(loud.closeCode()).isEqualTo(1009);
            assertThat(silent.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void whoTriesTokenAfterTokenIsSentAway() {
        try (var guessing = RawSocket.hocuspocus(server)) {
            for (int i = 0; i <= REFUSED_LOGINS; i++) {
                guessing.sendIfItTakes(login(session, "guess " + i));
            }

            assertThat(guessing.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void moreSessionsThanASocketTakesAreRefused() {
        try (var greedy = RawSocket.hocuspocus(server)) {
            for (int i = 0; i < 65; i++) {
                greedy.send(login(session + '\0' + i, ada.token()));
            }

            eventually(
                    "the last is refused",
                    () ->
                            greedy.frames().stream()
                                    .map(frame -> new String(frame, UTF_8))
                                    .anyMatch(text -> text.contains("too many sessions")));
        }
    }

    @Test
    void bytesThatAreNoMessageCloseTheSocketWith1002() {
        try (var broken = RawSocket.hocuspocus(server)) {
            broken.send((byte) 5, (byte) 'x');

            assertThat(broken.closeCode()).isEqualTo(1002);
        }
    }

    /// Name, auth, token: each string with its length before it.
    private static byte[] login(String name, String token) {
        var frame = new ByteArrayOutputStream();
        writeString(frame, name);
        frame.write(2);
        frame.write(0);
        writeString(frame, token);
        return frame.toByteArray();
    }

    private static void writeString(ByteArrayOutputStream frame, String text) {
        var bytes = text.getBytes(UTF_8);
        for (int rest = bytes.length; ; rest >>>= 7) {
            if (rest < 128) {
                frame.write(rest);
                break;
            }
            frame.write((rest & 127) | 128);
        }
        frame.writeBytes(bytes);
    }

    private static String text(Peer peer) {
        return peer.files().getOrDefault("main.py", "");
    }

    private static String newName() {
        return "socket " + ++count;
    }

    private static Peer open(String name, int version, String session, String token) {
        return open(name, version, session, token, newName(), false);
    }

    private static Peer open(
            String name, int version, String session, String token, String socket, boolean twice) {
        var peer = peers.openHocuspocus(name, version, server, session, token, socket, twice);
        eventually(name + " is synced", peer::isSynced);
        return peer;
    }
}
