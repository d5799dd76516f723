package dev.coderun.session.live;

import java.util.ArrayList;
import java.util.List;

/// Keeps what a session told, as one line each.
final class RecordingListener implements SessionListener {

    final List<String> events = new ArrayList<>();
    int changes;

    /// What a server greets with; comes before everything else.
    static final byte[] GREETING = {64, 0};

    @Override
    public void joined(LiveSession session, Participant participant) {
        participant.outbox().offer(GREETING);
        events.add("joined " + participant.id());
    }

    @Override
    public void left(LiveSession session, Participant participant) {
        events.add("left " + participant.id());
    }

    @Override
    public void unsaved(LiveSession session) {}

    @Override
    public void changed(LiveSession session) {
        changes++;
    }

    @Override
    public void readOnly(LiveSession session, boolean readOnly) {
        events.add(readOnly ? "read-only" : "writable");
    }

    @Override
    public void roleChanged(LiveSession session, Participant participant) {
        events.add(participant.id() + " is " + participant.role());
    }
}
