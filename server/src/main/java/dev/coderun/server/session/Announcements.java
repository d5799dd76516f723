package dev.coderun.server.session;

import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.ReceiveResult.Refused;
import dev.coderun.session.sync.MessageCodec;

/// What the server says to one participant beside the document, in the protocol that the participant speaks: ours,
/// Hocuspocus's, or the y-protocols', which have a word for refusals alone.
final class Announcements {

    private Announcements() {}

    static void hello(LiveSession session, Participant participant, int documentLimit) {
        if (participant.speaksCodeRun()) {
            participant.outbox().offer(SessionMessages.hello(session, participant, documentLimit));
        }
    }

    static void readOnly(Participant participant, String reason) {
        if (participant.speaksCodeRun()) {
            participant.outbox().offer(SessionMessages.readOnly(reason));
        }
    }

    static void unsaved(Participant participant, String reason) {
        if (participant.speaksCodeRun()) {
            participant.outbox().offer(SessionMessages.unsaved(reason));
        }
    }

    static void role(Participant participant) {
        if (participant.outbox() instanceof HocuspocusOutbox outbox) {
            outbox.authenticated(participant.role());
        } else if (participant.speaksCodeRun()) {
            participant.outbox().offer(SessionMessages.role(participant.role()));
        }
    }

    static void saved(Participant participant, long received) {
        if (participant.outbox() instanceof HocuspocusOutbox outbox) {
            outbox.saved(received);
        } else if (participant.speaksCodeRun()) {
            participant.outbox().offer(SessionMessages.saved(received));
        }
    }

    static void refused(Participant participant, Refused refused) {
        if (participant.outbox() instanceof HocuspocusOutbox outbox) {
            outbox.refused(refused.frame());
            return;
        }
        var sentence = SessionMessages.sentence(refused.reason());
        participant.outbox().offer(MessageCodec.permissionDenied(sentence));
        if (participant.speaksCodeRun()) {
            participant.outbox().offer(SessionMessages.refused(refused));
        }
    }
}
