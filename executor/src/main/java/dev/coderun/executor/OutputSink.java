package dev.coderun.executor;

import java.util.List;

/// Told what a run does, as it does it. Must not block for long: the program waits meanwhile.
public interface OutputSink {
    void stage(Stage stage);

    void output(Channel channel, byte[] bytes);

    /// What is known about the program's files: after its build, and again, with that, after a run that ended in an
    /// error. Not told when there is nothing.
    default void diagnostics(List<Diagnostic> found) {}

    /// What a run of tests tells apart from its output, in pieces as they come: lines, as their runner wrote them.
    default void events(byte[] bytes) {}
}
