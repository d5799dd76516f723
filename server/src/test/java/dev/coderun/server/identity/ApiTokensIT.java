package dev.coderun.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.dynamodb.Items;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.identity.Visitor.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What programs log in with: made, limited and revoked by their user.
class ApiTokensIT extends AtPeopleServer {

    @Test
    void aTokenIsMadeShownOnceUsedAndRevoked() {
        var ada = server.visitor("Maker");
        var made = ada.makeToken("change").json();
        var token = made.path("token").asText();
        var listed = ada.get("/api/me/tokens");

        assertThat(ada.getWithToken("/api/me", token).status()).isEqualTo(200);
        assertThat(listed.json().at("/items/0/name").asText()).isEqualTo("robot");
        assertThat(listed.body()).doesNotContain(token.substring(token.lastIndexOf('.') + 1));

        var ended = server.holdOpen(token);
        ada.delete("/api/me/tokens/" + made.path("id").asText());

        assertThat(ended).containsExactly("ended");
        assertThat(ada.getWithToken("/api/me", token).status()).isEqualTo(401);
    }

    @Test
    void ofATokenNothingButItsHashIsStored() {
        var ada = server.visitor("Hashed");
        var made = ada.makeToken("change").json();
        var secret = made.path("token").asText().replaceAll(".*\\.", "");
        var items = new Items(server.table(), InstantSource.system());

        var stored = items.find(Keys.apiToken(ada.id(), made.path("id").asText())).orElseThrow();

        assertThat(stored)
                .extractingByKey("secret")
                .satisfies(
                        kept -> assertThat(kept.b().asByteArray()).isEqualTo(Secrets.hash(secret)));
        assertThat(stored.toString()).doesNotContain(secret);
    }

    @Test
    void aTokenEndsWithItsDaysAndWhatIsHeldOpenByIt() throws InterruptedException {
        var ada = server.visitor("Ending");
        var token = ada.makeToken("change").json().path("token").asText();
        var caller = server.authentication().caller(token).orElseThrow();
        var ended = new CountDownLatch(1);
        server.heldAccess().hold(caller, ended::countDown);

        server.goAhead(Duration.ofDays(7));

        assertThat(ada.getWithToken("/api/me", token).status()).isEqualTo(401);
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTokenThatReadsChangesNothingAndNoTokenOpensTheAccount() {
        var ada = server.visitor("Limited");
        var reading = ada.makeToken("read").json().path("token").asText();
        var changing = ada.makeToken("change").json().path("token").asText();

        assertThat(patchWithToken(ada, reading).status()).isEqualTo(403);
        assertThat(patchWithToken(ada, changing).status()).isEqualTo(403);
        assertThat(ada.getWithToken("/api/me/tokens", changing).status()).isEqualTo(403);
    }

    @Test
    void aTokenWithAnotherSecretOrAnothersIdIsNobodys() {
        var token = server.visitor("Real").makeToken("read").json().path("token").asText();
        var other = server.visitor("Other").makeToken("read").json().path("token").asText();
        var visitor = server.visitor();

        assertThat(visitor.getWithToken("/api/me", token).status()).isEqualTo(200);
        for (var forged :
                List.of(
                        token.substring(0, token.lastIndexOf('.')) + "." + Secrets.newSecret(),
                        other.substring(0, other.lastIndexOf('.'))
                                + token.substring(token.lastIndexOf('.')),
                        "crt_",
                        "crt_a.b.c",
                        token + ".x")) {
            assertThat(visitor.getWithToken("/api/me", forged).status()).isEqualTo(401);
        }
    }

    @Test
    void nobodyHasMoreTokensThanTheBound() {
        var ada = server.visitor("Many");
        for (int i = 0; i < ApiTokens.MAX_TOKENS; i++) {
            assertThat(ada.makeToken("read").status()).isEqualTo(201);
        }

        assertThat(ada.makeToken("read").kind()).isEqualTo("too-many-tokens");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"\", \"power\": \"read\", \"days\": 7}",
                "{\"name\": \"x\", \"power\": \"account\", \"days\": 7}",
                "{\"name\": \"x\", \"power\": \"read\", \"days\": 0}",
                "{\"name\": \"x\", \"power\": \"read\", \"days\": 367}",
                "{\"name\": \"x\", \"power\": \"read\"}"
            })
    void aTokenThatIsNotWellAskedForIsNotMade(String body) {
        var ada = server.visitor("Asking");
        var answer =
                ada.send(
                        ada.request("/api/me/tokens")
                                .header("Content-Type", "application/json")
                                .header("Origin", server.address())
                                .POST(BodyPublishers.ofString(body)));

        assertThat(answer.status()).isEqualTo(400);
    }

    private static Answer patchWithToken(Visitor visitor, String token) {
        return visitor.send(
                visitor.request("/api/me")
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString("{\"name\": \"X\"}")));
    }
}
