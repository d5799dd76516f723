package dev.coderun.executor.bench;

import dev.coderun.executor.Channel;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.Stage;

/// Remembers when a program's first output came.
final class FirstOutput implements OutputSink {
    private static final double NANOS_PER_MILLI = 1e6;

    private volatile long nanoTime;
    private volatile boolean came;

    @Override
    public void stage(Stage stage) {}

    @Override
    public void output(Channel channel, byte[] bytes) {
        if (!came) {
            nanoTime = System.nanoTime();
            came = true;
        }
    }

    /// How long after this instant it came; less than zero if it came before.
    double millisAfter(long instant) {
        if (!came) {
            throw new IllegalStateException("nothing was printed");
        }
        return (nanoTime - instant) / NANOS_PER_MILLI;
    }
}
