package dev.coderun.server.transport;

/// Decides who may open a websocket at one address, and what happens on it.
public interface Endpoint {

    /// Called on the connection's own thread, which may block; nothing has been answered yet.
    Admission admit(UpgradeRequest request);
}
