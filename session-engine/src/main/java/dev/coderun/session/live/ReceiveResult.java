package dev.coderun.session.live;

/// What became of a message that a participant sent.
public sealed interface ReceiveResult {

    ReceiveResult TAKEN = new Taken();

    /// Dealt with; nothing is left to do.
    record Taken() implements ReceiveResult {}

    /// A document frame that was not applied. `frame` is its number among the participant's document frames.
    record Refused(Reason reason, long frame) implements ReceiveResult {}

    /// A message of a type from 64 on, which the session itself does not know.
    @SuppressWarnings("ArrayRecordComponent") // bytes passed on, never compared
    record Application(int type, byte[] payload) implements ReceiveResult {}

    /// Why a document frame was not applied.
    enum Reason {
        /// The participant's role lets it watch only.
        ROLE,
        /// The session takes no edits for the time being: too much of it is not stored yet.
        READ_ONLY,
        /// The document would grow past its limit.
        DOCUMENT_LIMIT,
        /// The session would have more files than it may.
        FILES,
        /// Too much would be waiting for what never came.
        MALFORMED
    }
}
