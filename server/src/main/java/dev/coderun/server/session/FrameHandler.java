package dev.coderun.server.session;

import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;

/// Whoever deals with the messages of our own types, from 64 on. Called on the connection's own thread, outside the
/// session's lock, for one participant in order; it may block, and then that participant alone waits.
public interface FrameHandler {

    void handle(LiveSession session, Participant participant, int type, byte[] payload);

    /// Before the participant's first message. It gets broadcasts from a moment earlier on.
    void joined(LiveSession session, Participant participant);

    /// After the participant's last message.
    void left(LiveSession session, Participant participant);

    /// The session's document is another. Called under the session's lock, unlike all else here: it may take notes, and
    /// must neither wait nor ask the session anything.
    default void changed(LiveSession session) {}

    /// Whether something goes on here that keeps the session in memory though nobody is in it.
    boolean isBusy(String sessionId);

    /// The session leaves memory, or was deleted. The next one of this id is another object.
    void closed(String sessionId);
}
