package dev.coderun.executor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Keeps what a run reports, and lets a test wait for it.
public final class Recorder implements OutputSink {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    // All guarded by `this`.
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final List<Stage> stages = new ArrayList<>();
    private List<Diagnostic> diagnostics = List.of();

    @Override
    public synchronized void stage(Stage stage) {
        stages.add(stage);
        notifyAll();
    }

    @Override
    public synchronized void output(Channel channel, byte[] bytes) {
        stream(channel).writeBytes(bytes);
        notifyAll();
    }

    @Override
    public synchronized void diagnostics(List<Diagnostic> found) {
        diagnostics = found;
    }

    private ByteArrayOutputStream stream(Channel channel) {
        return switch (channel) {
            case STDOUT -> stdout;
            case STDERR -> stderr;
            case TERMINAL -> terminal;
        };
    }

    public String stdout() {
        return text(Channel.STDOUT);
    }

    public String stderr() {
        return text(Channel.STDERR);
    }

    public String terminal() {
        return text(Channel.TERMINAL);
    }

    public synchronized String text(Channel channel) {
        return stream(channel).toString(UTF_8);
    }

    public synchronized byte[] bytes(Channel channel) {
        return stream(channel).toByteArray();
    }

    public synchronized List<Stage> stages() {
        return List.copyOf(stages);
    }

    /// Those told last.
    public synchronized List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /// Returns once the channel's text contains this, and fails if that takes too long.
    public void awaitText(Channel channel, String expected) throws InterruptedException {
        await(
                () -> text(channel).contains(expected),
                "\"" + expected + "\" on " + channel + ", where so far is: ");
    }

    private synchronized void await(BooleanSupplier condition, String description)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(
                        "Waited in vain for " + description + stdout + stderr + terminal);
            }
            wait(left);
        }
    }
}
