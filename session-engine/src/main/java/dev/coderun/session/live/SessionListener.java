package dev.coderun.session.live;

/// Whoever stores a session and speaks for it. Everything here is called under the session's lock: it may offer frames
/// to outboxes and note what is to be done, and must neither wait nor take another lock that is held across I/O.
public interface SessionListener {

    /// Nothing was sent to the participant yet: what is offered to it here comes first.
    void joined(LiveSession session, Participant participant);

    void left(LiveSession session, Participant participant);

    /// There is something to [store][LiveSession#cut] or to acknowledge. Comes for each document frame.
    void unsaved(LiveSession session);

    /// The document is another, and has another revision.
    default void changed(LiveSession session) {}

    /// So much is not stored that the session takes no edits, or it takes them again.
    void readOnly(LiveSession session, boolean readOnly);

    void roleChanged(LiveSession session, Participant participant);
}
