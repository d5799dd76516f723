package dev.coderun.server.transport;

import dev.coderun.session.live.Outbox;

/// One open websocket as an endpoint sees it.
public interface Connection {

    /// Unique while this server runs; good for logs.
    String id();

    Outbox outbox();

    /// Queues a whole text message; what does not fit closes the connection with 1013.
    void sendText(String message);

    String remoteAddress();

    /// Whether the client asked for the subprotocol `coderun.v1`, and so understands messages from type 64.
    boolean speaksCodeRun();

    /// The peer has said who it is: from its next message on it may send as much as anybody. For the connection's own
    /// thread.
    void admitted();

    /// Returns when what was queued has been written, or after a while. For the connection's own thread.
    void flush();
}
