package dev.coderun.session.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.Update;
import dev.coderun.session.sync.Message;
import dev.coderun.session.sync.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What people do in a session, and how it reaches the others and the store.
class LiveSessionTest extends AtLiveSession {
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
}
