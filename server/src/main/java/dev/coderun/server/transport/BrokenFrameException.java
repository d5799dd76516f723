package dev.coderun.server.transport;

/// Bytes that end a websocket connection, with the close code that says why.
final class BrokenFrameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int closeCode;

    BrokenFrameException(int closeCode, String reason) {
        super(reason, null, false, false);
        this.closeCode = closeCode;
    }

    int closeCode() {
        return closeCode;
    }
}
