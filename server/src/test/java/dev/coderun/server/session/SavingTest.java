package dev.coderun.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.live.ReceiveResult;
import dev.coderun.session.live.Role;
import dev.coderun.session.live.SessionLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What people are told while the store is slow, and how much it is asked at a time.
@Timeout(120)
class SavingTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofHours(1);

    private final MemoryDocumentStore store = new MemoryDocumentStore();
    private Sessions sessions = sessions(AT_ONCE, Integer.MAX_VALUE);

    @AfterEach
    void end() {
        store.comeBack();
        store.letSnapshotsGo();
        store.letAppendsGo();
        sessions.close();
    }

    @Test
    void whoeverIsThereIsToldThatNothingIsStoredAndWhenItIsAgain() throws InterruptedException {
        var ada = enter(newSession());
        store.goDown();

        ada.type("b");

        assertThat(ada.awaitUnsavedMessages(1)).singleElement().asString().contains("database");
        assertThat(ada.type("c")).as("typing goes on").isEqualTo(ReceiveResult.TAKEN);
        assertThat(ada.readOnlyReasons()).isEmpty();
        var bob = enter(ada.session().id());
        assertThat(bob.awaitUnsavedMessages(1)).isEqualTo(ada.awaitUnsavedMessages(1));

        store.comeBack();

        assertThat(ada.awaitUnsavedMessages(2)).last().isEqualTo("");
        assertThat(bob.awaitUnsavedMessages(2)).last().isEqualTo("");
        ada.awaitSaved(2);
    }

    @Test
    void whatIsStoredSoonIsNotSpokenOf() throws InterruptedException {
        sessions.close();
        sessions = sessions(NEVER, Integer.MAX_VALUE);
        var ada = enter(newSession());
        for (int i = 1; i <= 20; i++) {
            ada.type("b");
            ada.awaitSaved(i);
        }

        assertThat(ada.awaitUnsavedMessages(0)).isEmpty();
    }

    @Test
    void onlySoManySnapshotsAreWrittenAtOnceAndTheOthersWithTheirNextEntry()
            throws InterruptedException {
        sessions.close();
        sessions = sessions(NEVER, 1);
        store.holdSnapshots();
        for (int i = 0; i < Sessions.COMPACTIONS_AT_ONCE; i++) {
            enter(newSession()).type("b");
        }
        store.awaitSnapshotsBegun(Sessions.COMPACTIONS_AT_ONCE);

        var late = enter(newSession());
        late.type("b");
        late.awaitSaved(1);
        // Whether a snapshot is due was looked at before anything else was stored.
        late.type("c");
        late.awaitSaved(2);
        assertThat(store.snapshotsBegun()).isEqualTo(Sessions.COMPACTIONS_AT_ONCE);

        store.letSnapshotsGo();
        for (int i = 3; store.snapshotsBegun() == Sessions.COMPACTIONS_AT_ONCE; i++) {
            late.type("d");
            late.awaitSaved(i);
        }
        assertThat(store.snapshotsBegun()).isGreaterThan(Sessions.COMPACTIONS_AT_ONCE);
    }

    @Test
    void ofManyDocumentsAPartIsStoredAtATimeAndWhoeverHasWaitedLongestIsFirst()
            throws InterruptedException {
        int waiting = 10 * Committer.FEWEST_AT_ONCE;
        List<SessionClient> typists = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            typists.add(enter(newSession()));
        }
        var first = enter(newSession());
        store.holdAppends();
        first.type("b");
        store.awaitHeldAppend();
        int before = store.appendCalls();

        typists.forEach(typist -> typist.type("b"));
        store.letAppendsGo();
        for (var typist : typists) {
            typist.awaitSaved(1);
        }

        var stored = store.appended().subList(before, store.appendCalls());
        assertThat(stored.stream().map(List::size))
                .allMatch(size -> size <= waiting / Committer.PARTS);
        assertThat(stored.stream().flatMap(List::stream))
                .containsExactlyElementsOf(
                        typists.stream().map(typist -> typist.session().id()).toList());
    }

    private Sessions sessions(Duration silenceAboutSaving, int entriesBeforeSnapshot) {
        return QuietSessions.over(
                store,
                new SessionSettings(
                        SessionLimits.DEFAULT,
                        AT_ONCE,
                        AT_ONCE,
                        silenceAboutSaving,
                        NEVER,
                        100,
                        entriesBeforeSnapshot,
                        Integer.MAX_VALUE),
                InstantSource.system());
    }

    private String newSession() {
        var id = SessionIds.newId();
        sessions.create(id, "ada", "python", Map.of("main.py", "a"), "main.py", Optional.empty());
        return id;
    }

    private SessionClient enter(String session) {
        return new SessionClient(sessions, session, Role.EDITOR, () -> "");
    }
}
