package dev.coderun.server.transport;

/// Takes what comes in on one connection, one message after the other, on the connection's own thread.
public interface FrameReceiver {

    /// A whole binary message. An exception closes the connection with 1011.
    void frame(byte[] message);

    /// A whole text message. False if this receiver takes none: then the connection is closed with 1003.
    default boolean text(String message) {
        return false;
    }

    /// Exactly once, after the last frame, however the connection ended.
    void closed();
}
