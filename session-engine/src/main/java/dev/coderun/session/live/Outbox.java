package dev.coderun.session.live;

/// The bounded queue of whole messages towards one participant. Never blocks, so it may be called under a session's lock.
public interface Outbox {

    /// Queues a message, whose bytes are shared and must not change. False if there is no room: then the connection is
    /// already being closed with 1013, and its client resyncs.
    boolean offer(byte[] frame);

    /// Queues the document's state for a joiner, which may be as large as a document: one at a time is not counted against
    /// the queue's room, so that joining a large document never looks like being slow.
    default boolean offerState(byte[] frame) {
        return offer(frame);
    }

    /// How many bytes wait to be sent, so that whoever has much to send can take its time.
    default int queuedBytes() {
        return 0;
    }

    /// Closes the connection with a websocket close code once what is queued has been sent. The first call counts.
    void close(int code, String reason);
}
