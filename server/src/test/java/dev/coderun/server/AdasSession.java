package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.LiveServer.Somebody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/// What tests of rights begin with: a session that Ada has just made, and Bob, who is not in it. All of them share a
/// server, whose clock some put forward.
@ExtendWith(SharedServer.class)
abstract class AdasSession {

    static final int TRY_AGAIN_LATER = 1013;
    static final int LOG_IN = 4401;
    static final int NOT_ALLOWED = 4403;

    final LiveServer server;

    Somebody ada;
    Somebody bob;
    String session = "";

    AdasSession(LiveServer server) {
        this.server = server;
    }

    @BeforeEach
    void adaMakesASession() {
        ada = server.logIn("Ada");
        bob = server.logIn("Bob");
        session = ada.newSession();
    }

    final void makeBob(String role) {
        assertThat(bob.join(session, ada.share(session, "viewer")).status()).isEqualTo(200);
        assertThat(decide(role).status()).isEqualTo(200);
    }

    final LiveServer.Answer decide(String role) {
        return ada.patch(at("/members/" + bob.id()), "{\"role\": \"" + role + "\"}");
    }

    final void patch(String json) {
        assertThat(ada.patch(at(""), json).status()).isEqualTo(200);
    }

    final String at(String rest) {
        return "/api/sessions/" + session + rest;
    }

    static String roleIn(JsonNode message) {
        return message.get("role").asText();
    }
}
