package dev.coderun.session.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.live.ReceiveResult.Reason;
import dev.coderun.session.live.ReceiveResult.Refused;
import dev.coderun.session.sync.Message;
import dev.coderun.session.sync.MessageCodec;
import org.junit.jupiter.api.Test;

/// What each role may do in a session, from when to when.
class SessionRightsTest extends AtLiveSession {
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
}
