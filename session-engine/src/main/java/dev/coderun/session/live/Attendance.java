package dev.coderun.session.live;

import dev.coderun.session.awareness.Awareness;
import dev.coderun.session.awareness.AwarenessUpdate;
import dev.coderun.session.sync.MessageCodec;
import java.util.ArrayList;
import java.util.List;

/// Who is in a session, what each shows of themselves, and the way to all of them. Guarded by the session's lock.
final class Attendance {
    private final Awareness<Participant> awareness;
    private final List<Participant> participants = new ArrayList<>();
    private long comings;
    private long changes;

    Attendance(int presenceCharacters) {
        awareness = new Awareness<>(presenceCharacters, Participant::succeeds);
    }

    boolean isEmpty() {
        return participants.isEmpty();
    }

    List<Participant> participants() {
        return List.copyOf(participants);
    }

    /// Neither count ever falls, so their sum is another whenever one of them is.
    long rosterVersion() {
        return changes + awareness.version();
    }

    Roster roster() {
        return new Roster(
                rosterVersion(),
                participants.stream()
                        .map(one -> new Roster.Entry(one, awareness.clientIds(one)))
                        .toList());
    }

    /// Shows those who are here to somebody, who from now on is one of them.
    void enter(Participant participant) {
        if (!awareness.isEmpty()) {
            sendPresence(participant);
        }
        participants.add(participant);
        participant.present(++comings);
        changes++;
    }

    /// False if they had left before.
    boolean leave(Participant participant) {
        if (!participants.remove(participant)) {
            return false;
        }
        participant.gone();
        changes++;
        tellPresence(awareness.remove(participant));
        return true;
    }

    /// False if they are not here, or have that role.
    boolean changeRole(Participant participant, Role role) {
        if (!participant.isPresent() || participant.role() == role) {
            return false;
        }
        participant.role(role);
        changes++;
        return true;
    }

    // Presence

    void receivePresence(Participant from, AwarenessUpdate update, long nowMillis) {
        tellPresence(awareness.apply(update, from, nowMillis));
    }

    void sendPresence(Participant to) {
        to.outbox().offer(MessageCodec.awareness(awareness.encodeAll()));
    }

    void expirePresence(long nowMillis, long timeoutMillis) {
        tellPresence(awareness.expire(nowMillis, timeoutMillis));
    }

    /// To everybody, its sender too: a y-websocket client that hears nothing for 30 s takes its connection for dead.
    private void tellPresence(byte[] awarenessUpdate) {
        if (awarenessUpdate.length > 0) {
            tellAll(MessageCodec.awareness(awarenessUpdate));
        }
    }

    // Frames

    void tellAll(byte[] frame) {
        for (Participant participant : participants) {
            participant.outbox().offer(frame);
        }
    }

    void tellOthers(Participant from, byte[] frame) {
        for (Participant participant : participants) {
            if (participant != from) {
                participant.outbox().offer(frame);
            }
        }
    }

    /// Offers a frame of our own types to everybody who knows them.
    void tellCodeRun(byte[] frame) {
        for (Participant participant : participants) {
            if (participant.speaksCodeRun()) {
                participant.outbox().offer(frame);
            }
        }
    }
}
