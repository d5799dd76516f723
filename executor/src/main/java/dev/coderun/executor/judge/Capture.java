package dev.coderun.executor.judge;

import dev.coderun.executor.Channel;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.Stage;
import java.io.ByteArrayOutputStream;

/// Keeps what a program writes: all of its output, which its limit bounds, and the beginning of its errors or their end.
final class Capture implements OutputSink {
    static final int MAX_ERROR_BYTES = 64 * 1024;

    private final boolean keepsLastErrors;

    // All guarded by `this`.
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private Stage stage = Stage.RUNNING;

    Capture() {
        this(false);
    }

    /// One that keeps the end of a program's errors instead of their beginning.
    static Capture ofLastErrors() {
        return new Capture(true);
    }

    private Capture(boolean keepsLastErrors) {
        this.keepsLastErrors = keepsLastErrors;
    }

    @Override
    public synchronized void stage(Stage next) {
        stage = next;
    }

    @Override
    public void output(Channel channel, byte[] bytes) {
        synchronized (this) {
            if (channel == Channel.STDOUT) {
                stdout.writeBytes(bytes);
            } else {
                addError(bytes);
            }
        }
    }

    private void addError(byte[] bytes) {
        if (!keepsLastErrors) {
            int room = Math.clamp(MAX_ERROR_BYTES - stderr.size(), 0, bytes.length);
            stderr.write(bytes, 0, room);
            return;
        }
        stderr.writeBytes(bytes);
        if (stderr.size() > 2 * MAX_ERROR_BYTES) {
            var last = stderr.toByteArray();
            stderr.reset();
            stderr.write(last, last.length - MAX_ERROR_BYTES, MAX_ERROR_BYTES);
        }
    }

    synchronized byte[] stdout() {
        return stdout.toByteArray();
    }

    synchronized byte[] stderr() {
        return stderr.toByteArray();
    }

    /// What was under way last.
    synchronized Stage stage() {
        return stage;
    }
}
