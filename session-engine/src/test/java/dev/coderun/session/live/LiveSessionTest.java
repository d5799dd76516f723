package dev.coderun.session.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.Update;
import dev.coderun.session.live.ReceiveResult.Reason;
import dev.coderun.session.live.ReceiveResult.Refused;
import dev.coderun.session.sync.Message;
import dev.coderun.session.sync.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveSessionTest {

    private static final SessionLimits SMALL = new SessionLimits(2_000, 1_000);

    private final RecordingListener listener = new RecordingListener();
    private final LiveSession session = session(SessionLimits.DEFAULT);

    private LiveSession session(SessionLimits limits) {
        return new LiveSession("s1", new Doc(1), 0, limits, listener);
    }

    @Test
    void whatOneTypesTheOthersGetAsItWasSent() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.EDITOR);

        ada.type("hello");
        var sent = ada.takeTyped();
        ada.sendUpdate(sent);

        assertThat(bob.frames).containsExactly(MessageCodec.update(sent));
        assertThat(ada.frames).isEmpty();
    }

    @Test
    void aJoinerIsGreetedFirstAndThenAskedAndShownWhoIsHere() {
        Peer.join(session, 10, Role.OWNER).announce("{\"user\":1}");

        var bob = Peer.joinUnsynced(session, 20, Role.EDITOR);

        assertThat(bob.frames).hasSize(3);
        assertThat(bob.frames.getFirst()).isEqualTo(RecordingListener.GREETING);
        assertThat(MessageCodec.decode(bob.frames.get(1))).isInstanceOf(Message.SyncStep1.class);
        assertThat(MessageCodec.decode(bob.frames.get(2)))
                .isInstanceOf(Message.AwarenessMessage.class);
    }

    @Test
    void nothingFallsBetweenAJoinersStateAndTheChangesAfterIt() {
        var ada = Peer.join(session, 10, Role.OWNER);
        ada.type("before ");
        ada.deliver();
        var bob = Peer.joinUnsynced(session, 20, Role.EDITOR);
        ada.type("while joining ");
        ada.deliver();
        bob.sync();
        ada.type("after");
        ada.deliver();
        bob.takeFrames();

        assertThat(bob.text()).isEqualTo("before while joining after");
    }

    @Test
    void theRevisionGrowsWithEachChangeDeletionsTooAndWithNothingElse() {
        var ada = Peer.join(session, 10, Role.OWNER);
        ada.type("hello");
        var typed = ada.takeTyped();
        ada.sendUpdate(typed);
        assertThat(session.revision()).isEqualTo(1);

        ada.sendUpdate(typed);
        ada.announce("{}");
        ada.sync();
        assertThat(session.revision()).isEqualTo(1);

        ada.delete(0, 2);
        ada.deliver();
        assertThat(session.revision()).isEqualTo(2);
    }

    @Test
    void whatChangesNothingIsNeitherForwardedNorStored() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.EDITOR);
        ada.type("hello");
        var typed = ada.takeTyped();
        ada.sendUpdate(typed);
        session.stored(session.cut().orElseThrow());
        bob.takeFrames();

        ada.sendUpdate(typed);

        assertThat(bob.frames).isEmpty();
        assertThat(session.cut().orElseThrow().updates()).isEmpty();
    }

    @Test
    void whatWaitsForSomethingElseIsStoredButNotYetForwarded() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.EDITOR);
        ada.type("first ");
        var first = ada.takeTyped();
        ada.type("second");
        var second = ada.takeTyped();

        ada.sendUpdate(second);

        assertThat(bob.frames).isEmpty();
        assertThat(session.revision()).isZero();
        var batch = session.cut().orElseThrow();
        assertThat(batch.updates()).singleElement().satisfies(u -> isUpdate(u, second));
        session.stored(batch);

        ada.sendUpdate(first);
        bob.takeFrames();
        assertThat(bob.text()).isEqualTo("first second");
    }

    private static void isUpdate(Batch.AuthoredUpdate stored, byte[] expected) {
        assertThat(stored.update()).isEqualTo(expected);
        assertThat(stored.userId()).isEqualTo("user10");
    }

    @Test
    void whatWasStoredRebuildsTheDocumentWithWhatIsPending() {
        var ada = Peer.join(session, 10, Role.OWNER);
        ada.type("one ");
        ada.deliver();
        ada.type("two ");
        var two = ada.takeTyped();
        ada.type("three");
        ada.deliver();
        ada.sendUpdate(two);
        ada.delete(0, 4);
        ada.deliver();

        var rebuilt = new Doc(2);
        for (var update : session.cut().orElseThrow().updates()) {
            rebuilt.apply(Update.decodeV1(update.update()));
        }

        assertThat(rebuilt.text("t").toString()).isEqualTo("two three");
        assertThat(rebuilt.hasPending()).isFalse();
    }

    @Test
    void presenceGoesToEverybodyItsSenderToo() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.VIEWER);

        bob.announce("{\"user\":2}");

        assertThat(ada.frames).hasSize(1).isEqualTo(bob.frames);
    }

    @Test
    void nobodySpeaksForAPresenceThatSomebodyElseAnnounced() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.EDITOR);
        ada.announce("{\"user\":1}");
        ada.takeFrames();
        bob.takeFrames();

        bob.announce(10, "null");
        bob.announce(10, "{\"user\":\"not Ada\"}");

        assertThat(ada.frames).isEmpty();
    }

    @Test
    void thePresenceOfWhoeverLeavesGoes() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.EDITOR);
        bob.announce("{}");
        ada.takeFrames();

        session.leave(bob.participant);
        session.leave(bob.participant);

        assertThat(ada.frames).hasSize(1);
        assertThat(listener.events).containsOnlyOnce("left c20");
        var carla = Peer.joinUnsynced(session, 30, Role.EDITOR);
        assertThat(carla.frames).hasSize(2); // the greeting and step 1, and nobody's presence
    }

    @Test
    void aQuestionForPresenceIsAnsweredWithAllOfIt() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.EDITOR);
        ada.announce("{\"a\":1}");
        bob.announce("{\"b\":1}");
        ada.takeFrames();

        ada.send(MessageCodec.queryAwareness());

        var all = (Message.AwarenessMessage) MessageCodec.decode(ada.frames.getFirst());
        assertThat(all.update().entries()).hasSize(2);
    }

    @Test
    void aViewersEditIsRefusedAndLeavesNoTrace() {
        var ada = Peer.join(session, 10, Role.OWNER);
        ada.type("kept");
        ada.deliver();
        var bob = Peer.join(session, 20, Role.VIEWER);
        ada.takeFrames();

        bob.type(" and more");
        var typed = bob.deliver();
        bob.delete(0, 2);
        var deleted = bob.deliver();

        assertThat(typed).isEqualTo(new Refused(Reason.ROLE, 1));
        assertThat(deleted).isEqualTo(new Refused(Reason.ROLE, 2));
        assertThat(ada.frames).isEmpty();
        assertThat(text()).isEqualTo("kept");
    }

    @Test
    void aViewerMayRepeatWhatTheDocumentHolds() {
        var ada = Peer.join(session, 10, Role.OWNER);
        ada.type("kept");
        ada.deliver();
        var bob = Peer.join(session, 20, Role.VIEWER);

        assertThat(bob.send(MessageCodec.syncStep2(bob.doc.encodeStateAsUpdate())))
                .isEqualTo(ReceiveResult.TAKEN);
        assertThat(bob.send(MessageCodec.syncStep2(new byte[] {0, 0})))
                .isEqualTo(ReceiveResult.TAKEN);
        assertThat(bob.participant.received()).isEqualTo(2);
    }

    @Test
    void aChangedRoleCountsFromTheNextMessageOn() {
        var bob = Peer.join(session, 20, Role.EDITOR);
        bob.type("allowed");
        assertThat(bob.deliver()).isEqualTo(ReceiveResult.TAKEN);

        session.changeRole(bob.participant, Role.VIEWER);
        session.changeRole(bob.participant, Role.VIEWER);

        bob.type(" refused");
        assertThat(bob.deliver()).isEqualTo(new Refused(Reason.ROLE, 2));
        assertThat(listener.events).containsOnlyOnce("c20 is VIEWER");
    }

    @Test
    void whoeverMayEditAgainIsAskedForWhatWasRefused() {
        var bob = Peer.join(session, 20, Role.VIEWER);
        bob.type("not yet");
        bob.deliver();

        session.changeRole(bob.participant, Role.EDITOR);

        assertThat(bob.frames).hasSize(1);
        var question = (Message.SyncStep1) MessageCodec.decode(bob.frames.getFirst());
        bob.send(MessageCodec.syncStep2(bob.doc.encodeStateAsUpdate(question.stateVector())));
        assertThat(text()).isEqualTo("not yet");
        bob.takeFrames();

        session.changeRole(bob.participant, Role.VIEWER);
        session.changeRole(bob.participant, Role.EDITOR);
        assertThat(bob.frames).as("nothing was refused since").isEmpty();
    }

    @Test
    void noFileComesBeyondTheLimitUntilOneIsDeleted() {
        var small = session(new SessionLimits(1 << 20, 1 << 20, 3, 100));
        var ada = Peer.join(small, 10, Role.OWNER);
        for (int i = 0; i < 3; i++) {
            assertThat(ada.sendUpdate(newFile(ada.doc, "file" + i))).isEqualTo(ReceiveResult.TAKEN);
        }

        assertThat(ada.sendUpdate(newFile(ada.doc, "file3")))
                .isEqualTo(new Refused(Reason.FILES, 4));
        ada.sendUpdate(ada.doc.transact(() -> ada.doc.map("files").delete("file0")).update());
        assertThat(ada.sendUpdate(ada.doc.encodeStateAsUpdate()))
                .as("all that it has, of which three files are left")
                .isEqualTo(ReceiveResult.TAKEN);
    }

    private static byte[] newFile(Doc doc, String name) {
        return doc.transact(() -> doc.map("files").setMap(name).set("path", name)).update();
    }

    @Test
    void theRosterNamesWhoIsHereAndTheClientsTheyAnnounced() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.EDITOR);
        ada.announce("{}");
        bob.announce(10, "{\"user\":{\"name\":\"Ada\"}}");
        bob.announce("{}");
        long version = session.rosterVersion();

        assertThat(session.roster().entries())
                .containsExactly(
                        new Roster.Entry(ada.participant, List.of(10L)),
                        new Roster.Entry(bob.participant, List.of(20L)));
        bob.announce("{\"typing\":true}");
        assertThat(session.rosterVersion()).as("nobody came or went").isEqualTo(version);

        session.leave(bob.participant);
        assertThat(session.rosterVersion()).isNotEqualTo(version);
    }

    @Test
    void receiptsTellHowFarEachIsStoredRefusedFramesToo() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.VIEWER);
        ada.type("a");
        ada.deliver();
        bob.type("b");
        bob.deliver();
        var batch = session.cut().orElseThrow();

        assertThat(batch.receipts())
                .containsExactlyInAnyOrder(
                        new Batch.Receipt(ada.participant, 1),
                        new Batch.Receipt(bob.participant, 1));
        assertThat(batch.revision()).isEqualTo(1);

        ada.type("c");
        ada.deliver();
        session.stored(batch);
        assertThat(session.cut().orElseThrow().receipts())
                .containsExactly(new Batch.Receipt(ada.participant, 2));
    }

    @Test
    void aSecondBatchIsNotCutWhileTheFirstIsOnItsWay() {
        var ada = Peer.join(session, 10, Role.OWNER);
        ada.type("a");
        ada.deliver();
        session.cut();

        assertThatThrownBy(session::cut).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSessionIsAtRestOnceNobodyIsHereAndAllIsStored() {
        var ada = Peer.join(session, 10, Role.OWNER);
        ada.type("a");
        ada.deliver();
        session.leave(ada.participant);
        assertThat(session.isAtRest()).isFalse();

        var batch = session.cut().orElseThrow();
        assertThat(session.isAtRest()).isFalse();

        session.stored(batch);
        assertThat(session.isAtRest()).isTrue();
    }

    @Test
    void whatWouldPassTheDocumentLimitIsRefusedBeforeItIsApplied() {
        var small = session(new SessionLimits(1_000, 1_000_000));
        var ada = Peer.join(small, 10, Role.OWNER);
        ada.type("x".repeat(900));
        assertThat(ada.deliver()).isEqualTo(ReceiveResult.TAKEN);

        ada.type("y".repeat(100));

        assertThat(ada.deliver()).isEqualTo(new Refused(Reason.DOCUMENT_LIMIT, 2));
        assertThat(small.revision()).isEqualTo(1);
    }

    @Test
    void manySmallEditsFitThoughTheirMessagesTogetherWouldNot() {
        var small = session(new SessionLimits(1_000, 1_000_000));
        var ada = Peer.join(small, 10, Role.OWNER);
        for (int i = 0; i < 300; i++) {
            ada.type("x"); // about 20 bytes as a message, one in the document
            assertThat(ada.deliver()).isEqualTo(ReceiveResult.TAKEN);
        }
    }

    @Test
    void aFullDocumentTakesDeletionsThatMakeRoom() {
        var small = session(new SessionLimits(1_000, 1_000_000));
        var ada = Peer.join(small, 10, Role.OWNER);
        ada.type("x".repeat(950));
        ada.deliver();
        ada.delete(0, 900);
        assertThat(ada.deliver()).isEqualTo(ReceiveResult.TAKEN);

        ada.type("y".repeat(500));
        assertThat(ada.deliver()).isEqualTo(ReceiveResult.TAKEN);
    }

    @Test
    void tooMuchThatIsNotStoredMakesTheSessionReadOnlyUntilItIs() {
        var small = session(SMALL);
        var ada = Peer.join(small, 10, Role.OWNER);
        ada.type("x".repeat(900));
        ada.deliver();
        ada.type("y".repeat(200));
        var tooMuch = ada.takeTyped();

        assertThat(ada.sendUpdate(tooMuch)).isEqualTo(new Refused(Reason.READ_ONLY, 2));
        assertThat(ada.sendUpdate(tooMuch)).isEqualTo(new Refused(Reason.READ_ONLY, 3));
        assertThat(small.isReadOnly()).isTrue();
        assertThat(listener.events).containsOnlyOnce("read-only");

        small.stored(small.cut().orElseThrow());
        assertThat(listener.events).endsWith("writable");
        assertThat(ada.sendUpdate(tooMuch)).isEqualTo(ReceiveResult.TAKEN);
    }

    @Test
    void onceItTakesEditsAgainWhoeverWasRefusedIsAskedForThem() {
        var small = session(SMALL);
        var ada = Peer.join(small, 10, Role.OWNER);
        var bob = Peer.join(small, 20, Role.EDITOR);
        ada.type("x".repeat(900));
        ada.deliver();
        ada.type("y".repeat(200));
        ada.deliver();
        bob.frames.clear();
        assertThat(small.isReadOnly()).isTrue();

        small.stored(small.cut().orElseThrow());

        assertThat(MessageCodec.decode(ada.frames.getLast())).isInstanceOf(Message.SyncStep1.class);
        assertThat(bob.frames).isEmpty();
    }

    @Test
    void aPeerWhoseQueueIsFullDelaysNobody() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var slow = Peer.join(session, 20, Role.EDITOR);
        var bob = Peer.join(session, 30, Role.EDITOR);
        slow.hasRoomFor(1);

        for (int i = 0; i < 3; i++) {
            ada.type("x");
            ada.deliver();
        }
        bob.takeFrames();

        assertThat(slow.closeCode).isEqualTo(1013);
        assertThat(bob.text()).isEqualTo("xxx");
    }

    @Test
    void ourOwnFramesGoOnlyToThoseWhoKnowThem() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var person = new Person("u", "n", "#000000");
        List<byte[]> heard = new ArrayList<>();
        session.join("plain", person, Role.EDITOR, new ListOutbox(heard), false);
        heard.clear();
        ada.takeFrames();

        byte[] frame = MessageCodec.application(64, new byte[] {0});
        session.broadcast(frame);

        assertThat(ada.frames).hasSize(1);
        assertThat(ada.frames.getFirst()).isSameAs(frame);
        assertThat(heard).isEmpty();
    }

    private record ListOutbox(List<byte[]> frames) implements Outbox {
        @Override
        public boolean offer(byte[] frame) {
            return frames.add(frame);
        }

        @Override
        public void close(int code, String reason) {}
    }

    @Test
    void anEditByTheServerReachesEverybodyAndTheStore() {
        var ada = Peer.join(session, 10, Role.OWNER);

        session.edit("user10", doc -> doc.text("t").insert(0, "restored"));
        ada.takeFrames();

        assertThat(ada.text()).isEqualTo("restored");
        assertThat(session.revision()).isEqualTo(1);
        assertThat(session.cut().orElseThrow().updates()).hasSize(1);
    }

    @Test
    void whoeverIsDismissedIsOutAtOnce() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.EDITOR);

        session.dismiss(bob.participant, 4403, "not allowed");
        bob.type("too late");
        bob.deliver();

        assertThat(bob.closeCode).isEqualTo(4403);
        assertThat(session.participants()).containsExactly(ada.participant);
        assertThat(text()).isEmpty();
    }

    private String text() {
        var reader = Peer.join(session, 99, Role.VIEWER);
        session.leave(reader.participant);
        return reader.text();
    }
}
