package dev.coderun.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.dynamodb.LocalDynamo;
import dev.coderun.server.dynamodb.LocalStore;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.Role;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two servers on one table: whoever opened a session last has it, and the other stores nothing of it any more.
class TwoServersIT {

    @TempDir private static Path folder;
    private static LocalDynamo local;
    private static Table olderTable;
    private static Table newerTable;

    private final String id = SessionIds.newId();

    @BeforeAll
    static void startTheDatabase() {
        local = LocalStore.in(folder);
        olderTable = Table.in(local);
        newerTable = Table.in(local);
    }

    @AfterAll
    static void endTheDatabase() {
        olderTable.close();
        newerTable.close();
        local.close();
    }

    @Test
    void theOlderIsFencedOffAndItsPeopleSentToTheNewer() throws InterruptedException {
        try (var older = server(olderTable);
                var newer = server(newerTable)) {
            older.create(id, "ada", "python", Map.of("main.py", "a"), "main.py", Optional.empty());
            var ada = enter(older);
            ada.type("b");
            ada.awaitSaved(1);

            var bob = enter(newer);
            assertThat(bob.text()).isEqualTo("ab");
            ada.type("lost unless she brings it");

            assertThat(ada.awaitClose()).isEqualTo(1001);
            assertThat(ada.saved().getLast().received()).isEqualTo(1);
            bob.type("c");
            bob.awaitSaved(1);
            assertThat(older.participants(id)).isEmpty();
            assertThat(newer.participants(id)).hasSize(1);
        }
        assertThat(stored()).isEqualTo("abc");
    }

    private String stored() {
        var reader = new DynamoDocumentStore(newerTable, Duration.ofDays(1));
        return SessionClient.text(StoredDocuments.load(reader.open(id)));
    }

    private SessionClient enter(Sessions sessions) {
        return new SessionClient(sessions, id, Role.EDITOR, () -> "");
    }

    private static Sessions server(Table table) {
        return new Sessions(
                new DynamoDocumentStore(table, Duration.ofDays(1)),
                SessionSettings.DEFAULT,
                new NoFrames(),
                new SessionMetrics(new PrometheusRegistry()),
                InstantSource.system());
    }

    /// Knows no messages of our own.
    private static final class NoFrames implements FrameHandler {

        @Override
        public void handle(
                LiveSession session, Participant participant, int type, byte[] payload) {}

        @Override
        public void joined(LiveSession session, Participant participant) {}

        @Override
        public void left(LiveSession session, Participant participant) {}

        @Override
        public boolean isBusy(String sessionId) {
            return false;
        }

        @Override
        public void closed(String sessionId) {}
    }
}
