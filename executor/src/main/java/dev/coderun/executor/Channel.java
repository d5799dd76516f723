package dev.coderun.executor;

/// Where output was written to. A compiler's messages come as [#STDERR].
public enum Channel {
    STDOUT(1),
    STDERR(2),
    TERMINAL(3);

    private final int code;

    Channel(int code) {
        this.code = code;
    }

    /// The number that stands for it on every wire.
    public int code() {
        return code;
    }
}
