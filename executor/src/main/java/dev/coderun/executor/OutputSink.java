package dev.coderun.executor;

/// Told what a run does, as it does it. Must not block for long: the program waits meanwhile.
public interface OutputSink {
    void stage(Stage stage);

    void output(Channel channel, byte[] bytes);
}
