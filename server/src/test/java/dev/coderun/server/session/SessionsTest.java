package dev.coderun.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.ReceiveResult;
import dev.coderun.session.live.ReceiveResult.Reason;
import dev.coderun.session.live.ReceiveResult.Refused;
import dev.coderun.session.live.Role;
import dev.coderun.session.live.SessionLimits;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final byte[] EMPTY_UPDATE = {0, 0};
    private static final int UNSAVED_BYTES = 2000;
    private static final int OPEN_SESSIONS = 3;
    private static final String MUCH = "x".repeat(UNSAVED_BYTES / 4);

    private static final Duration SHORT = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofHours(1);

    private final String id = SessionIds.newId();
    private final MemoryDocumentStore store = new MemoryDocumentStore();
    private final BlockingQueue<String> putAway = new LinkedBlockingQueue<>();
    private Sessions sessions = sessions(SHORT, LONG);

    @AfterEach
    void end() {
        store.comeBack();
        sessions.close();
    }

    @Test
    void nothingIsCalledSavedBeforeTheStoreHasIt() throws InterruptedException {
        create("a");
        var ada = enter(Role.EDITOR);

        for (int i = 1; i <= 20; i++) {
            ada.type("b");
            assertThat(ada.awaitSaved(i).storedText()).isEqualTo("a" + "b".repeat(i));
        }

        assertThat(ada.saved()).extracting(SessionClient.Saved::received).isSorted();
        assertThat(ada.saved().getLast().received()).isEqualTo(20);
    }

    @Test
    void emptyFramesAreCountedAndWriteNothing() throws InterruptedException {
        create("a");
        var ada = enter(Role.EDITOR);
        int appends = store.appendCalls();

        ada.send(EMPTY_UPDATE);
        ada.send(EMPTY_UPDATE);

        assertThat(ada.awaitSaved(2).received()).isEqualTo(2);
        assertThat(store.appendCalls()).isEqualTo(appends);
    }

    @Test
    void refusedFramesAreCountedAndWriteNothing() throws InterruptedException {
        create("a");
        var viewer = enter(Role.VIEWER);
        int appends = store.appendCalls();

        assertThat(viewer.type("b")).isEqualTo(new Refused(Reason.ROLE, 1));

        assertThat(viewer.awaitSaved(1).received()).isEqualTo(1);
        assertThat(store.appendCalls()).isEqualTo(appends);
        assertThat(storedText()).isEqualTo("a");
    }

    @Test
    void editingGoesOnWhileTheStoreIsDownAndNothingIsCalledSaved() throws InterruptedException {
        create("a");
        var ada = enter(Role.EDITOR);
        store.goDown();

        assertThat(ada.type("b")).isEqualTo(ReceiveResult.TAKEN);
        store.awaitAppendCalls(2);
        assertThat(ada.type("c")).isEqualTo(ReceiveResult.TAKEN);
        store.awaitAppendCalls(2);

        assertThat(text()).isEqualTo("abc");
        assertThat(ada.saved()).isEmpty();

        store.comeBack();
        assertThat(ada.awaitSaved(2).storedText()).isEqualTo("abc");
    }

    @Test
    void beyondTheUnsavedBoundTheSessionIsReadOnlyUntilTheStoreReturns()
            throws InterruptedException {
        create("a");
        var ada = enter(Role.EDITOR);
        store.goDown();

        byte[] update = ada.write(MUCH);
        int accepted = 0;
        while (ada.send(update) == ReceiveResult.TAKEN) {
            accepted++;
            assertThat(accepted).isLessThan(5);
            update = ada.write(MUCH);
        }

        assertThat(accepted).isEqualTo(3);
        assertThat(ada.readOnlyReasons()).hasSize(1).doesNotContain("");
        assertThat(enter(Role.EDITOR).readOnlyReasons()).isEqualTo(ada.readOnlyReasons());
        assertThat(ada.send(update)).isEqualTo(new Refused(Reason.READ_ONLY, accepted + 2));
        assertThat(ada.saved()).isEmpty();

        store.comeBack();
        ada.awaitReadOnlyMessages(2);
        assertThat(ada.readOnlyReasons()).last().isEqualTo("");
        assertThat(ada.send(update)).isEqualTo(ReceiveResult.TAKEN);
        assertThat(ada.awaitSaved(accepted + 3).storedText()).isEqualTo(ada.text());
    }

    @Test
    void lostAnswersDoubleNothing() throws InterruptedException {
        create("a");
        var ada = enter(Role.EDITOR);
        store.loseAnswers();

        ada.type("b");
        store.awaitAppendCalls(3);
        assertThat(ada.saved()).isEmpty();

        store.comeBack();
        ada.awaitSaved(1);
        ada.type("c");
        ada.awaitSaved(2);
        assertThat(store.peek(id).entries()).hasSize(3).allMatch(it -> it.updates().size() == 1);
        assertThat(storedText()).isEqualTo("abc");
    }

    @Test
    void aDocumentThatCannotBeReadLetsNobodyInAndIsLeftAsItIs() {
        store.damage(id);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> enter(Role.OWNER)).isInstanceOf(MalformedInputException.class);
            assertThatThrownBy(() -> sessions.files(id))
                    .isInstanceOf(MalformedInputException.class);
        }

        assertThat(store.appendCalls()).isZero();
    }

    @Test
    void aSessionThatCannotBeReadNowIsOpenedOnceTheStoreReturns() {
        create("a");
        int appends = store.appendCalls();
        store.goDown();

        assertThatThrownBy(() -> enter(Role.OWNER)).isInstanceOf(StoreDownException.class);
        assertThat(store.appendCalls()).isEqualTo(appends);

        store.comeBack();
        assertThat(enter(Role.OWNER).text()).isEqualTo("a");
    }

    @Test
    void aFencedSessionSendsItsPeopleAwayAndWritesNothing() throws InterruptedException {
        create("a");
        var ada = enter(Role.EDITOR);
        var elsewhere = store.open(id);

        ada.type("b");

        assertThat(ada.awaitClose()).isEqualTo(1001);
        assertThat(ada.saved()).isEmpty();
        assertThat(store.peek(id).entries()).hasSameSizeAs(elsewhere.entries());
        assertThat(sessions.participants(id)).isEmpty();
        assertThat(enter(Role.EDITOR).text()).isEqualTo("a");
    }

    @Test
    void anIdleSessionIsPutAwayAndOpensAgainAsItWas() throws InterruptedException {
        restart(SHORT, Duration.ZERO);
        create("a");
        var ada = enter(Role.EDITOR);
        ada.type("b");
        ada.type("c");
        ada.awaitSaved(2);
        long revision = ada.session().revision();

        sessions.leave(ada.seat());
        awaitPutAway();

        var again = enter(Role.EDITOR);
        assertThat(again.session()).isNotSameAs(ada.session());
        assertThat(again.text()).isEqualTo("abc");
        assertThat(again.session().revision()).isGreaterThanOrEqualTo(revision);
        again.type("d");
        assertThat(again.awaitSaved(1).storedText()).isEqualTo("abcd");
    }

    @Test
    void aSessionWithUnsavedEditsIsNotPutAway() throws InterruptedException {
        restart(SHORT, Duration.ZERO);
        create("a");
        var ada = enter(Role.EDITOR);
        store.goDown();
        ada.type("b");
        sessions.leave(ada.seat());
        store.awaitAppendCalls(2);

        assertThat(text()).isEqualTo("ab");
        assertThat(putAway).isEmpty();

        store.comeBack();
        awaitPutAway();
        assertThat(storedText()).isEqualTo("ab");
    }

    @Test
    void onlySoManySessionsAreOpenAndAnotherOnceOneHasComeToRest() throws InterruptedException {
        restart(SHORT, Duration.ZERO);
        create("a");
        var first = enter(Role.EDITOR);
        for (int i = 1; i < OPEN_SESSIONS; i++) {
            sessions.enter(SessionIds.newId(), live -> first.joinAgain(live));
        }

        assertThatThrownBy(() -> sessions.files(SessionIds.newId()))
                .isInstanceOf(TooManySessionsException.class);

        sessions.leave(first.seat());
        awaitPutAway();
        assertThat(sessions.files(SessionIds.newId()).files()).isEmpty();
    }

    @Test
    void filesAreReadableWithNobodyIn() {
        create("a");

        assertThat(text()).isEqualTo("a");
        assertThat(sessions.participants(id)).isEmpty();
    }

    @Test
    void theEndStoresWhatIsNotStoredYet() throws InterruptedException {
        restart(LONG, LONG);
        create("a");
        var ada = enter(Role.EDITOR);
        ada.type("b");

        sessions.close();

        assertThat(ada.awaitClose()).isEqualTo(1001);
        assertThat(storedText()).isEqualTo("ab");
    }

    @Test
    void theEndWaitsForAStoreThatComesBack() throws InterruptedException {
        create("a");
        var ada = enter(Role.EDITOR);
        store.goDown();
        ada.type("b");
        store.awaitAppendCalls(1);

        var ending = Thread.ofVirtual().start(sessions::close);
        ada.awaitClose();
        store.awaitAppendCalls(2);
        store.comeBack();
        ending.join();

        assertThat(storedText()).isEqualTo("ab");
    }

    private Sessions sessions(Duration window, Duration idle) {
        var limits = new SessionLimits(SessionLimits.DEFAULT.documentBytes(), UNSAVED_BYTES);
        var settings =
                new SessionSettings(
                        limits,
                        window,
                        window,
                        LONG,
                        idle,
                        OPEN_SESSIONS,
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE);
        return new Sessions(
                store,
                settings,
                new NoFrames(),
                new SessionMetrics(new PrometheusRegistry()),
                InstantSource.system());
    }

    private void restart(Duration window, Duration idle) {
        sessions.close();
        sessions = sessions(window, idle);
    }

    private void create(String text) {
        sessions.create(id, "ada", "python", Map.of("main.py", text), "main.py", Optional.empty());
    }

    private SessionClient enter(Role role) {
        return new SessionClient(sessions, id, role, this::storedText);
    }

    private String text() {
        return sessions.files(id).files().getOrDefault("main.py", "");
    }

    private String storedText() {
        return SessionClient.text(StoredDocuments.load(store.peek(id)));
    }

    private void awaitPutAway() throws InterruptedException {
        assertThat(putAway.poll(30, TimeUnit.SECONDS)).isEqualTo(id);
    }

    /// Knows no messages of our own; notes which sessions leave memory.
    private final class NoFrames implements FrameHandler {

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
        public void closed(String sessionId) {
            putAway.add(sessionId);
        }
    }
}
