package dev.coderun.server.piston;

import dev.coderun.executor.Channel;
import java.util.OptionalInt;

/// What a stage printed, as text, cut at a limit for each stream. With a limit of none, nothing is kept and nothing cut.
final class StageOutput {
    private final OptionalInt limitBytes;
    private final Stream stdout = new Stream();
    private final Stream stderr = new Stream();
    private final StringBuilder combined = new StringBuilder();

    StageOutput(OptionalInt limitBytes) {
        this.limitBytes = limitBytes;
    }

    private static final class Stream {
        private final Utf8Text decoder = new Utf8Text();
        private final StringBuilder text = new StringBuilder();
        private int bytes;
    }

    /// False if the stream has passed its limit; what fits has been taken.
    boolean add(Channel channel, byte[] bytes) {
        if (limitBytes.isEmpty()) {
            return true;
        }
        var stream = channel == Channel.STDERR ? stderr : stdout;
        int count = Math.min(bytes.length, limitBytes.getAsInt() - stream.bytes);
        stream.bytes += count;
        add(stream, stream.decoder.next(bytes, count));
        return count == bytes.length;
    }

    /// No more comes: characters that were cut by the program itself are shown as such.
    void end() {
        end(stdout);
        end(stderr);
    }

    private void end(Stream stream) {
        // A character that our own limit cut is not shown at all.
        if (limitBytes.isEmpty() || stream.bytes < limitBytes.getAsInt()) {
            add(stream, stream.decoder.rest());
        }
    }

    private void add(Stream stream, String text) {
        stream.text.append(text);
        combined.append(text);
    }

    String stdout() {
        return stdout.text.toString();
    }

    String stderr() {
        return stderr.text.toString();
    }

    String combined() {
        return combined.toString();
    }
}
