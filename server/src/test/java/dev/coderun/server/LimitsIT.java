package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.LiveServer.Somebody;
import dev.coderun.server.session.EntranceLimits;
import dev.coderun.server.session.SessionSettings;
import dev.coderun.session.live.SessionLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Each limit of whoever is let in, reached.
@Timeout(180)
class LimitsIT {

    private static final int TRY_AGAIN_LATER = 1013;

    private static final int SEATS_PER_USER = 3;
    private static final int SEATS_PER_SESSION = 4;
    private static final int SESSIONS_PER_USER = 2;
    private static final int FILES = 5;
    private static final int PRESENCE_CHARACTERS = 64;
    private static final int DOCUMENT_BYTES = 4_000;
    private static final int MESSAGES_PER_SECOND = 50;

    @TempDir private static Path folder;
    private static LiveServer server;

    private static int people;

    private final List<LiveClient> clients = new ArrayList<>();
    private Somebody ada;
    private Somebody bob;
    private String session = "";

    @BeforeAll
    static void start() throws InterruptedException {
        server =
                new LiveServer(
                        folder,
                        SessionSettings.DEFAULT.with(
                                new SessionLimits(
                                        DOCUMENT_BYTES, 1 << 20, FILES, PRESENCE_CHARACTERS),
                                100),
                        new EntranceLimits(
                                SEATS_PER_USER,
                                SEATS_PER_SESSION,
                                MESSAGES_PER_SECOND,
                                1 << 20,
                                MESSAGES_PER_SECOND),
                        SESSIONS_PER_USER);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void adaMakesASession() {
        ada = server.logIn("Ada" + ++people);
        bob = server.logIn("Bob" + people);
        session = ada.newSession();
        bob.join(session, ada.share(session, "editor"));
    }

    @AfterEach
    void everybodyLeaves() {
        clients.forEach(LiveClient::close);
    }

    @Test
    void aUserHasSoManySeats() {
        for (int i = 0; i < SEATS_PER_USER; i++) {
            open(bob).await("hello");
        }

        assertThat(open(bob).awaitClose()).isEqualTo(TRY_AGAIN_LATER);
        open(ada).await("hello");
    }

    @Test
    void aSessionHasSoManySeatsAndOneMoreWhenSomebodyLeaves() {
        for (int i = 0; i < SEATS_PER_SESSION; i++) {
            open(i % 2 == 0 ? ada : bob).await("hello");
        }

        assertThat(open(ada).awaitClose()).isEqualTo(TRY_AGAIN_LATER);

        clients.getFirst().close();
        LiveClient next = open(ada);
        while (!next.isLetIn()) {
            next = open(ada);
        }
    }

    @Test
    void aUserHasSoManySessionsAndAnotherWhenOneIsDeleted() {
        var second = ada.newSession();

        assertThat(ada.post("/api/sessions", "{\"language\": \"python\"}").status()).isEqualTo(409);

        assertThat(ada.delete("/api/sessions/" + second).status()).isEqualTo(204);
        assertThat(ada.post("/api/sessions", "{\"language\": \"python\"}").status()).isEqualTo(201);
    }

    @Test
    void aSessionHasSoManyFiles() {
        var client = open(ada);
        for (int i = 1; i < FILES; i++) {
            client.addFile("file" + i);
        }
        client.awaitAllTaken(FILES - 1);

        client.addFile("one too many");

        assertThat(client.await("error").get("code").asText()).isEqualTo("files-limit");
    }

    @Test
    void aDocumentHasSoManyBytes() {
        var client = open(ada);
        client.type("x".repeat(DOCUMENT_BYTES / 2));
        client.awaitAllTaken(1);

        client.type("x".repeat(DOCUMENT_BYTES / 2));

        assertThat(client.await("error").get("code").asText()).isEqualTo("document-limit");
    }

    @Test
    void whatOneSaysAboutOneselfHasSoManyCharacters() {
        var client = open(ada);
        client.announce(client.clientId(), "\"" + "x".repeat(PRESENCE_CHARACTERS) + "\"");
        client.announce(client.clientId(), "\"short\"");

        assertThat(client.awaitPresence().entries().getFirst().json()).isEqualTo("\"short\"");
    }

    @Test
    void whoIsTooFastIsReadLaterAndLosesNothing() {
        double before = server.pauses();
        var client = open(ada);
        int count = MESSAGES_PER_SECOND * 5;

        for (int i = 0; i < count; i++) {
            client.send(new byte[] {0, 2, 2, 0, 0});
        }

        client.awaitAllTaken(count);
        assertThat(server.pauses()).isGreaterThan(before);
    }

    private LiveClient open(Somebody somebody) {
        var client = somebody.open(session);
        clients.add(client);
        return client;
    }
}
