package dev.coderun.server.livetest;

import dev.coderun.executor.Channel;
import java.io.ByteArrayOutputStream;

/// What was printed, up to a byte more of each stream than is told: so it can be seen that there was more.
final class HeardOutput {
    private final int maxBytes;

    // Both guarded by `this`.
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    HeardOutput(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized void add(Channel channel, byte[] bytes) {
        var stream = channel == Channel.STDERR ? stderr : stdout;
        stream.write(bytes, 0, Math.min(bytes.length, maxBytes + 1 - stream.size()));
    }

    synchronized byte[] stdout() {
        return stdout.toByteArray();
    }

    synchronized byte[] stderr() {
        return stderr.toByteArray();
    }
}
