package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.LiveServer.Somebody;
import dev.coderun.server.dynamodb.Keys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Links and members: who gets in by them, and for how long.
@Timeout(180)
class SharingIT extends AdasSession {

    private static final int CLASS = 50;

    SharingIT(LiveServer server) {
        super(server);
    }

    @Test
    void aLinkMakesWhoeverOpensItWhatItSays() {
        assertThat(bob.join(session, ada.share(session, "editor")).json().get("role").asText())
                .isEqualTo("editor");

        try (var bobs = bob.open(session)) {
            assertThat(bobs.await("hello").get("role").asText()).isEqualTo("editor");
        }
        assertThat(bob.get("/api/sessions").json().at("/items/0/role").asText())
                .isEqualTo("editor");
    }

    @Test
    void aSecretIsShownOnceAndNeverAgain() {
        var secret = ada.share(session, "viewer");

        var listed = ada.get(at("/shares"));

        assertThat(listed.json().get("items")).hasSize(1);
        assertThat(listed.raw().body()).doesNotContain(secret.substring(secret.indexOf('.') + 1));
    }

    @Test
    void aWrongSecretOpensNothing() {
        var secret = ada.share(session, "editor");
        var other = ada.newSession();
        var id = secret.substring(0, secret.indexOf('.'));

        for (var wrong :
                List.of(
                        id + ".AAAAAAAAAAAAAAAAAAAAAA",
                        id,
                        "",
                        "AAAAAAAAAAAAAAAAAAAAAA" + secret.substring(secret.indexOf('.')),
                        ada.share(other, "editor"))) {
            assertThat(bob.join(session, wrong).status()).as(wrong).isEqualTo(404);
        }
        assertThat(server.nobody().join(session, secret).status()).isEqualTo(401);
        assertThat(bob.get(at("")).status()).isEqualTo(404);
    }

    @Test
    void aRevokedLinkSendsAwayWhoeverCameThroughIt() {
        var eve = server.logIn("Eve");
        var secret = ada.share(session, "editor");
        bob.join(session, secret);
        eve.join(session, secret);
        ada.patch(at("/members/" + eve.id()), "{\"role\": \"editor\"}");
        try (var bobs = bob.open(session);
                var eves = eve.open(session)) {
            bobs.await("hello");

            assertThat(ada.delete(at("/shares/" + shareId(secret))).status()).isEqualTo(204);

            assertThat(bobs.awaitClose()).isEqualTo(NOT_ALLOWED);
            eves.type("the owner decided about me");
            eves.awaitAllTaken(1);
        }
        assertThat(bob.join(session, secret).status()).isEqualTo(404);
    }

    @Test
    void whoOpensALinkWhileItIsRevokedIsInOrRefusedAndInTheEndOut() throws InterruptedException {
        var secret = ada.share(session, "editor");
        var people = IntStream.range(0, CLASS).mapToObj(i -> server.logIn("Pupil " + i)).toList();
        var someAreIn = new CountDownLatch(CLASS / 5);
        Map<Somebody, Integer> answers = new ConcurrentHashMap<>();
        Map<Somebody, Integer> ends = new ConcurrentHashMap<>();
        try (var everybody = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : people) {
                everybody.execute(
                        () -> {
                            answers.put(one, one.join(session, secret).status());
                            someAreIn.countDown();
                            try (var socket = one.open(session)) {
                                ends.put(one, socket.awaitClose());
                            }
                        });
            }
            someAreIn.await();
            assertThat(ada.delete(at("/shares/" + shareId(secret))).status()).isEqualTo(204);
        }

        assertThat(answers).hasSize(CLASS).containsValue(200);
        assertThat(answers.values()).isSubsetOf(200, 403, 404);
        assertThat(ends).as("who were in are sent away").hasSize(CLASS);
        assertThat(ends.values()).containsOnly(NOT_ALLOWED);
        for (var one : people) {
            assertThat(one.get(at("")).status()).isEqualTo(404);
        }
        assertThat(ada.get(at("")).json().get("participants")).isEmpty();
    }

    @Test
    void aLinkThatExpiresSendsAwayWhoeverCameThroughIt() {
        var made = ada.post(at("/shares"), "{\"role\": \"editor\", \"expiresIn\": 3600}").json();
        var secret = made.get("secret").asText();
        bob.join(session, secret);
        try (var bobs = bob.open(session)) {
            bobs.await("hello");

            server.putTheClockForward(Duration.ofHours(2));

            assertThat(bobs.awaitClose()).isEqualTo(NOT_ALLOWED);
        }
        assertThat(bob.join(session, secret).status()).isEqualTo(404);
        assertThat(ada.get(at("/shares")).json().get("items")).isEmpty();
    }

    @Test
    void theBetterOfTwoLinksCounts() {
        bob.join(session, ada.share(session, "viewer"));
        bob.join(session, ada.share(session, "editor"));
        bob.join(session, ada.share(session, "viewer"));

        assertThat(bob.get(at("")).json().get("role").asText()).isEqualTo("editor");
    }

    @Test
    void noLinkOverrulesWhatTheOwnerDecided() {
        bob.join(session, ada.share(session, "viewer"));
        ada.patch(at("/members/" + bob.id()), "{\"role\": \"viewer\"}");

        assertThat(bob.join(session, ada.share(session, "editor")).json().get("role").asText())
                .isEqualTo("viewer");
    }

    @Test
    void theOwnerSeesWhoIsInAndWhy() {
        var secret = ada.share(session, "viewer");
        bob.join(session, secret);

        var members = ada.get(at("/members")).json().get("items");

        assertThat(members).hasSize(2);
        assertThat(member(members, "ada").get("role").asText()).isEqualTo("owner");
        assertThat(member(members, "bob").get("by").asText()).isEqualTo("share");
        assertThat(member(members, "bob").get("share").asText()).isEqualTo(shareId(secret));
    }

    @Test
    void anEditorDecidesAboutNobody() {
        bob.join(session, ada.share(session, "editor"));
        var share = ada.get(at("/shares")).json().at("/items/0/id").asText();

        List<Function<Somebody, LiveServer.Answer>> tries =
                List.of(
                        who -> who.patch(at(""), "{\"lecture\": true}"),
                        who -> who.patch(at(""), "{\"sharing\": {\"address\": \"editor\"}}"),
                        who -> who.get(at("/members")),
                        who -> who.patch(at("/members/bob"), "{\"role\": \"editor\"}"),
                        who -> who.get(at("/shares")),
                        who -> who.post(at("/shares"), "{\"role\": \"editor\"}"),
                        who -> who.delete(at("/shares/" + share)),
                        who -> who.delete(at("")));

        for (var one : tries) {
            assertThat(one.apply(bob).status()).isEqualTo(403);
        }
        assertThat(bob.get(at("")).json().has("sharing")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\": \"owner\"}",
                "{\"role\": \"none\"}",
                "{\"role\": \"Editor\"}",
                "{}",
                "{\"role\": \"viewer\", \"expiresIn\": 0}",
                "{\"role\": \"viewer\", \"expiresIn\": -5}",
                "{\"role\": \"viewer\", \"expiresIn\": 99999999999}",
                "{\"role\": \"viewer\", \"expiresIn\": \"soon\"}"
            })
    void whatIsNoLinkIsABadRequest(String json) {
        assertThat(ada.post(at("/shares"), json).status()).isEqualTo(400);
    }

    @Test
    void aSessionHasOneOwner() {
        assertThat(ada.patch(at("/members/ada"), "{\"role\": \"viewer\"}").status()).isEqualTo(400);
        assertThat(ada.patch(at("/members/eve"), "{\"role\": \"viewer\"}").status()).isEqualTo(404);
        bob.join(session, ada.share(session, "viewer"));
        assertThat(ada.patch(at("/members/bob"), "{\"role\": \"owner\"}").status()).isEqualTo(400);
    }

    @Test
    void aSessionHasOnlySoManyLinks() {
        for (int i = 0; i < 50; i++) {
            ada.share(session, "viewer");
        }

        assertThat(ada.post(at("/shares"), "{\"role\": \"viewer\"}").status()).isEqualTo(409);

        var first = ada.get(at("/shares")).json().at("/items/0/id").asText();
        ada.delete(at("/shares/" + first));
        assertThat(ada.post(at("/shares"), "{\"role\": \"viewer\"}").status()).isEqualTo(201);
    }

    @Test
    void whoDeletesTheirAccountHasNoPlaceAnywhereNotEvenWhereTheyWereRemoved() {
        var zoe = server.logIn("Zoe");
        var own = zoe.newSession();
        zoe.join(session, ada.share(session, "editor"));
        var elsewhere = ada.newSession();
        zoe.join(elsewhere, ada.share(elsewhere, "editor"));
        ada.patch("/api/sessions/" + elsewhere + "/members/zoe", "{\"role\": \"none\"}");

        server.accountData().delete(zoe.id());

        for (var left : List.of(session, elsewhere)) {
            var members = ada.get("/api/sessions/" + left + "/members").json().get("items");
            assertThat(members).as(members.toString()).hasSize(1);
        }
        assertThat(
                        server.items()
                                .findAll(
                                        List.of(
                                                Keys.session(own),
                                                Keys.member(own, zoe.id()),
                                                Keys.member(elsewhere, zoe.id()),
                                                Keys.sessionCounter(zoe.id()))))
                .isEmpty();
    }

    private static JsonNode member(JsonNode members, String id) {
        for (var member : members) {
            if (member.get("id").asText().equals(id)) {
                return member;
            }
        }
        throw new AssertionError("no " + id + " in " + members);
    }

    private static String shareId(String secret) {
        return secret.substring(0, secret.indexOf('.'));
    }
}
