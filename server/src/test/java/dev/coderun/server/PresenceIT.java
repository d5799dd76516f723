package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One person with several sockets, some of them dead without anybody having noticed.
@Timeout(180)
class PresenceIT extends AdasSession {

    private static final long CLIENT = 7;

    PresenceIT(LiveServer server) {
        super(server);
    }

    @Test
    void whoComesBackBeforeTheirOldSocketIsFoundDeadTakesTheirPresenceAlong() {
        makeBob("viewer");
        var dead = ada.open(session);
        dead.await("hello");
        try (var bobs = bob.open(session);
                var back = ada.open(session)) {
            dead.announce(CLIENT, 1, "\"before\"");
            bobs.await("people", named(ada, person -> clients(person).equals(List.of(CLIENT))));

            back.announce(CLIENT, 2, "\"back\"");
            back.type("after the announcement");
            back.awaitAllTaken(1);
            dead.announce(CLIENT, 9, "\"a ghost\"");
            dead.announce(CLIENT, 10, "null");
            dead.type("after the ghost");
            dead.awaitAllTaken(1);
            dead.close();

            bobs.await("people", named(ada, person -> connections(person) == 1));
            assertThat(bobs.present()).containsEntry(CLIENT, "\"back\"");
            back.announce(CLIENT, 3, "\"alive\"");
            back.type("alive");
            bobs.awaitText("alive");
            assertThat(bobs.present()).containsEntry(CLIENT, "\"alive\"");
        }
    }

    @Test
    void nobodyTakesOverThePresenceOfSomebodyElse() {
        makeBob("editor");
        try (var adas = ada.open(session);
                var bobs = bob.open(session)) {
            bobs.await("hello");
            adas.announce(CLIENT, 1, "\"Ada\"");
            adas.type("first");
            bobs.awaitText("first");

            bobs.announce(CLIENT, 2, "\"not Ada\"");
            bobs.type("second");
            adas.awaitText("second");

            assertThat(adas.present()).containsEntry(CLIENT, "\"Ada\"");
        }
    }

    @Test
    void twoWindowsOfOnePersonAreOnePersonWithTwoClientsAndOneRole() {
        makeBob("editor");
        var one = bob.open(session);
        try (var adas = ada.open(session);
                var two = bob.open(session)) {
            one.announce(one.clientId(), "\"one\"");
            two.announce(two.clientId(), "\"two\"");

            var both = List.of(one.clientId(), two.clientId());
            var people =
                    adas.await(
                            "people",
                            named(
                                    bob,
                                    person ->
                                            connections(person) == 2
                                                    && clients(person).containsAll(both)));
            assertThat(people.get("items")).hasSize(2);

            decide("viewer");
            for (var window : List.of(one, two)) {
                assertThat(roleIn(window.await("role"))).isEqualTo("viewer");
                window.type("no longer");
                assertThat(window.await("error").get("code").asText()).isEqualTo("not-allowed");
            }

            one.close();
            adas.await(
                    "people",
                    named(
                            bob,
                            person ->
                                    connections(person) == 1
                                            && clients(person).equals(List.of(two.clientId()))));
            assertThat(adas.present())
                    .containsKey(two.clientId())
                    .doesNotContainKey(one.clientId());

            decide("editor");
            assertThat(roleIn(two.await("role"))).isEqualTo("editor");
            two.type("by the other window");
            // As clients do when they are asked for what was refused.
            two.answerWithAll();
            adas.awaitText("by the other window");
        }
    }

    /// Whether a list of people has this one, and says that of them.
    private static Predicate<JsonNode> named(
            LiveServer.Somebody somebody, Predicate<JsonNode> says) {
        return people -> {
            for (var person : people.get("items")) {
                if (person.get("id").asText().equals(somebody.id())) {
                    return says.test(person);
                }
            }
            return false;
        };
    }

    private static int connections(JsonNode person) {
        return person.get("connections").asInt();
    }

    private static List<Long> clients(JsonNode person) {
        return person.get("clients").valueStream().map(JsonNode::asLong).toList();
    }
}
