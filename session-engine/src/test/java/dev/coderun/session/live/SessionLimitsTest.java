package dev.coderun.session.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.crdt.Doc;
import dev.coderun.session.live.ReceiveResult.Reason;
import dev.coderun.session.live.ReceiveResult.Refused;
import dev.coderun.session.sync.Message;
import dev.coderun.session.sync.MessageCodec;
import org.junit.jupiter.api.Test;

/// How much a session takes, and what happens beyond.
class SessionLimitsTest extends AtLiveSession {
    private static final SessionLimits SMALL = new SessionLimits(2_000, 1_000);

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
}
