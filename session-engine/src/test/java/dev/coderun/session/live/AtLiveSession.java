package dev.coderun.session.live;

import dev.coderun.session.crdt.Doc;

/// A session in which nobody is yet.
abstract class AtLiveSession {
    final RecordingListener listener = new RecordingListener();
    final LiveSession session = session(SessionLimits.DEFAULT);

    final LiveSession session(SessionLimits limits) {
        return new LiveSession("s1", new Doc(1), 0, limits, listener);
    }

    String text() {
        var reader = Peer.join(session, 99, Role.VIEWER);
        session.leave(reader.participant);
        return reader.text();
    }
}
