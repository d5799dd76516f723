package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What each may do in a session, by raw sockets that try more than they may.
@Timeout(180)
class RightsIT extends AdasSession {

    RightsIT(LiveServer server) {
        super(server);
    }

    @Test
    void theAddressAloneLetsNobodyIn() {
        try (var socket = bob.open(session)) {
            assertThat(socket.awaitClose()).isEqualTo(NOT_ALLOWED);
        }
        assertThat(bob.get(at("")).status()).isEqualTo(404);
        assertThat(bob.get(at("/files")).status()).isEqualTo(404);
        assertThat(bob.post(at("/ticket"), "{}").status()).isEqualTo(404);
        assertThat(bob.get("/api/sessions").json().get("items").toString()).doesNotContain(session);
    }

    @Test
    void theAddressMayMakeEverybodyAnEditorAndNoLonger() {
        patch("{\"sharing\": {\"address\": \"editor\"}}");
        try (var bobs = bob.open(session);
                var adas = ada.open(session)) {
            adas.await("hello");
            assertThat(roleIn(bobs.await("hello"))).isEqualTo("editor");
            bobs.type("by bob");
            adas.awaitText("by bob");

            patch("{\"sharing\": {\"address\": \"viewer\"}}");
            assertThat(roleIn(bobs.await("role"))).isEqualTo("viewer");

            patch("{\"sharing\": {\"address\": \"none\"}}");
            assertThat(bobs.awaitClose()).isEqualTo(NOT_ALLOWED);
            adas.type("ada stays");
            adas.awaitAllTaken(1);
        }
    }

    @Test
    void aViewersUpdateIsRefusedAndNotApplied() {
        makeBob("viewer");
        try (var bobs = bob.open(session);
                var adas = ada.open(session)) {
            long revision = revision();
            bobs.type("mine");
            var error = bobs.await("error");

            assertThat(error.get("code").asText()).isEqualTo("not-allowed");
            assertThat(error.get("frame").asLong()).isEqualTo(1);
            assertThat(revision()).isEqualTo(revision);
            assertThat(adas.await("hello").get("revision").asLong()).isEqualTo(revision);
        }
    }

    @Test
    void aViewerMayAnswerWithWhatTheSessionHolds() {
        makeBob("viewer");
        try (var bobs = bob.open(session);
                var adas = ada.open(session)) {
            bobs.await("hello");
            adas.type("held by all");
            bobs.awaitText("held by all");

            bobs.answerWithAll();

            bobs.awaitAllTaken(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"t\": \"run.start\", \"mode\": \"pipes\"}",
                "{\"t\": \"run.stop\", \"run\": 1}",
                "{\"t\": \"run.resize\", \"run\": 1, \"columns\": 80, \"rows\": 24}",
                "{\"t\": \"lead\", \"on\": true}"
            })
    void aViewerStartsStopsAndLeadsNothing(String message) {
        makeBob("viewer");
        try (var bobs = bob.open(session)) {
            bobs.say(message);

            assertThat(bobs.await("error").get("code").asText()).isEqualTo("not-allowed");
        }
        assertThat(server.sandbox().boxes()).isEmpty();
    }

    @Test
    void aViewersStdinIsRefused() {
        makeBob("viewer");
        try (var bobs = bob.open(session)) {
            bobs.sendStdin(1, "rm");

            assertThat(bobs.await("error").get("code").asText()).isEqualTo("not-allowed");
        }
    }

    @Test
    void presenceInTheNameOfAnotherConnectionIsDropped() {
        makeBob("viewer");
        try (var adas = ada.open(session);
                var bobs = bob.open(session)) {
            adas.announce(adas.clientId(), "{\"user\":{\"name\":\"Ada\"}}");
            bobs.awaitPresence();
            bobs.announce(adas.clientId(), "null");
            bobs.announce(bobs.clientId(), "{\"user\":{\"name\":\"Ada\"}}");
            adas.awaitPresence();

            var seen = adas.awaitPresence().entries();

            assertThat(seen).hasSize(1);
            assertThat(seen.getFirst().clientId()).isEqualTo(bobs.clientId());
        }
    }

    @Test
    void theServerNamesWhoIsWhoWhateverTheirPresenceSays() {
        makeBob("viewer");
        try (var adas = ada.open(session);
                var bobs = bob.open(session)) {
            bobs.announce(bobs.clientId(), "{\"user\":{\"id\":\"ada\",\"name\":\"Ada\"}}");

            var people = adas.await("people", all -> all.toString().contains("" + bobs.clientId()));

            assertThat(people.get("items"))
                    .filteredOn(
                            person ->
                                    person.get("clients").toString().contains("" + bobs.clientId()))
                    .singleElement()
                    .satisfies(
                            person -> {
                                assertThat(person.get("name").asText()).isEqualTo("Bob");
                                assertThat(person.get("role").asText()).isEqualTo("viewer");
                            });
        }
    }

    @Test
    void aChangedRoleReachesTheOpenSocket() {
        makeBob("editor");
        try (var bobs = bob.open(session)) {
            bobs.type("allowed");
            bobs.awaitAllTaken(1);

            assertThat(decide("viewer").json().get("role").asText()).isEqualTo("viewer");
            assertThat(roleIn(bobs.await("role"))).isEqualTo("viewer");
            bobs.type("too late");
            assertThat(bobs.await("error").get("frame").asLong()).isEqualTo(2);

            decide("editor");
            assertThat(roleIn(bobs.await("role"))).isEqualTo("editor");
        }
    }

    @Test
    void whoIsRemovedIsOutAndNoLinkBringsThemBack() {
        makeBob("editor");
        patch("{\"sharing\": {\"address\": \"editor\", \"guests\": true}}");
        var link = ada.share(session, "editor");
        var ticket = bob.post(at("/ticket"), "{}").json().get("ticket").asText();
        try (var bobs = bob.open(session)) {
            bobs.await("hello");

            decide("none");

            assertThat(bobs.awaitClose()).isEqualTo(NOT_ALLOWED);
        }
        try (var again = bob.open(session);
                var byTicket = LiveClient.open(server.port(), session + "?ticket=" + ticket)) {
            assertThat(again.awaitClose()).isEqualTo(NOT_ALLOWED);
            assertThat(byTicket.awaitClose()).isIn(NOT_ALLOWED, LOG_IN);
        }
        assertThat(bob.join(session, link).status()).isEqualTo(403);
        assertThat(bob.get("/api/sessions").json().get("items").toString()).doesNotContain(session);
    }

    @Test
    void inALectureEverybodyButTheOwnerWatchesAndThenMayAgain() {
        makeBob("editor");
        var eve = server.logIn("Eve");
        eve.join(session, ada.share(session, "viewer"));
        try (var adas = ada.open(session);
                var bobs = bob.open(session);
                var eves = eve.open(session)) {
            bobs.await("hello");

            patch("{\"lecture\": true}");
            assertThat(bobs.await("lecture").get("on").asBoolean()).isTrue();
            assertThat(roleIn(bobs.await("role"))).isEqualTo("viewer");
            adas.type("the owner writes");
            adas.awaitAllTaken(1);
            try (var late = bob.open(session)) {
                assertThat(roleIn(late.await("hello"))).isEqualTo("viewer");
                assertThat(late.await("lecture").get("on").asBoolean()).isTrue();
            }

            patch("{\"lecture\": false}");
            assertThat(roleIn(bobs.await("role"))).isEqualTo("editor");
            assertThat(eves.await("lecture").get("on").asBoolean()).isTrue();
            assertThat(eves.await("lecture").get("on").asBoolean()).isFalse();
            eves.type("still a viewer");
            assertThat(eves.await("error").get("code").asText()).isEqualTo("not-allowed");
        }
    }

    @Test
    void aLinkOpenedDuringALectureGivesItsRoleAfterwards() {
        patch("{\"lecture\": true}");

        var joined = bob.join(session, ada.share(session, "editor"));
        assertThat(joined.json().get("role").asText()).isEqualTo("viewer");
        assertThat(bob.join(session, ada.share(session, "viewer")).status()).isEqualTo(200);

        patch("{\"lecture\": false}");
        try (var bobs = bob.open(session)) {
            assertThat(roleIn(bobs.await("hello"))).isEqualTo("editor");
        }
    }

    @Test
    void theOwnerLeadsAndEverybodyIsTold() {
        makeBob("editor");
        try (var bobs = bob.open(session)) {
            try (var adas = ada.open(session)) {
                adas.say("{\"t\": \"lead\", \"on\": true}");
                assertThat(bobs.await("leads").at("/user/name").asText()).isEqualTo("Ada");
                try (var late = bob.open(session)) {
                    assertThat(late.await("leads").at("/user/name").asText()).isEqualTo("Ada");
                }
            }
            var told = bobs.await("leads");
            while (told.has("user")) { // Who came while Ada began may have heard of her twice.
                told = bobs.await("leads");
            }
            bobs.say("{\"t\": \"lead\", \"on\": true}");
            assertThat(bobs.await("error").get("code").asText()).isEqualTo("not-allowed");
        }
    }

    @Test
    void guestsWatchOnlyWhereTheOwnerLetsThem() {
        var nobody = server.nobody();
        try (var socket = nobody.open(session)) {
            assertThat(socket.awaitClose()).isEqualTo(LOG_IN);
        }
        assertThat(nobody.get(at("")).status()).isEqualTo(401);

        patch("{\"sharing\": {\"guests\": true}}");
        assertThat(nobody.get(at("")).json().get("role").asText()).isEqualTo("viewer");
        assertThat(nobody.post(at("/ticket"), "{}").status()).isEqualTo(401);
        assertThat(nobody.patch(at(""), "{\"title\": \"mine\"}").status()).isEqualTo(403);
        try (var socket = nobody.open(session)) {
            assertThat(roleIn(socket.await("hello"))).isEqualTo("viewer");
            socket.type("mine");
            assertThat(socket.await("error").get("code").asText()).isEqualTo("not-allowed");

            patch("{\"sharing\": {\"guests\": false}}");
            assertThat(socket.awaitClose()).isEqualTo(NOT_ALLOWED);
        }
    }

    @Test
    void aLogoutEndsTheSocketsOfThatLoginAndItsTickets() {
        var phone = server.logIn("Ada");
        var ticket = ada.post(at("/ticket"), "{}").json().get("ticket").asText();
        try (var laptop = ada.open(session);
                var byTicket = LiveClient.open(server.port(), session + "?ticket=" + ticket);
                var other = phone.open(session)) {
            laptop.await("hello");
            byTicket.await("hello");

            server.heldAccess().endGrant(ada.grant());

            assertThat(laptop.awaitClose()).isEqualTo(LOG_IN);
            assertThat(byTicket.awaitClose()).isEqualTo(LOG_IN);
            other.type("still here");
            other.awaitAllTaken(1);
        }
        try (var again = LiveClient.open(server.port(), session + "?ticket=" + ticket)) {
            assertThat(again.awaitClose()).isEqualTo(LOG_IN);
        }
    }

    @Test
    void aRemovedAccountEndsAllItsSockets() {
        try (var laptop = ada.open(session);
                var phone = server.logIn("Ada").open(session)) {
            laptop.await("hello");
            phone.await("hello");

            server.heldAccess().endUser(ada.id());

            assertThat(laptop.awaitClose()).isEqualTo(LOG_IN);
            assertThat(phone.awaitClose()).isEqualTo(LOG_IN);
        }
    }

    @Test
    void aShortTokenThatExpiresEndsNoSocketForItsLoginMayBeRenewed() {
        try (var adas = ada.open(session)) {
            adas.await("hello");

            server.putTheClockForward(Duration.ofDays(31));

            adas.type("still here");
            adas.awaitAllTaken(1);
        }
        try (var again = ada.open(session)) {
            assertThat(again.awaitClose()).isEqualTo(LOG_IN);
        }
    }

    @Test
    void whoComesWhileNobodyCanTellWhoTheyAreIsToComeAgain() {
        server.knowsLogins(false);
        try (var socket = ada.open(session)) {
            assertThat(socket.awaitClose()).isEqualTo(TRY_AGAIN_LATER);
            var answer = ada.get(at(""));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.raw().header("Retry-After")).isNotEmpty();
        } finally {
            server.knowsLogins(true);
        }
    }

    @Test
    void aProgramsTokenThatExpiresEndsItsSocketsAndTickets() {
        var program = server.program("Ada", Duration.ofHours(1));
        var ticket = program.post(at("/ticket"), "{}").json().get("ticket").asText();
        try (var socket = program.open(session);
                var byTicket = LiveClient.open(server.port(), session + "?ticket=" + ticket);
                var adas = ada.open(session)) {
            socket.await("hello");
            byTicket.await("hello");

            server.putTheClockForward(Duration.ofHours(1));

            assertThat(socket.awaitClose()).isEqualTo(LOG_IN);
            assertThat(byTicket.awaitClose()).isEqualTo(LOG_IN);
            adas.type("still here");
            adas.awaitAllTaken(1);
        }
        try (var again = LiveClient.open(server.port(), session + "?ticket=" + ticket)) {
            assertThat(again.awaitClose()).isEqualTo(LOG_IN);
        }
    }

    @Test
    void whoComesInWhileTheirRoleChangesHasTheRoleOfTheEnd() throws InterruptedException {
        makeBob("editor");
        for (int round = 0; round < 15; round++) {
            var role = round % 2 == 0 ? "viewer" : "editor";
            var change = Thread.ofVirtual().start(() -> decide(role));
            try (var bobs = bob.open(session)) {
                var hello = roleIn(bobs.await("hello"));
                change.join();
                if (!hello.equals(role)) {
                    assertThat(roleIn(bobs.await("role"))).isEqualTo(role);
                }
            }
        }
    }

    private long revision() {
        return ada.get(at("/files")).json().get("revision").asLong();
    }
}
