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
}
