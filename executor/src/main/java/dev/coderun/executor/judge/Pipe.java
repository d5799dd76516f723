package dev.coderun.executor.judge;

import dev.coderun.executor.Channel;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.RunningProgram;
import dev.coderun.executor.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands one program's output to another as its input, and keeps the one's errors.
final class Pipe implements OutputSink {
    private final Capture errors;
    private final Transcript transcript;
    private final String speaker;
    private final Runnable overflow;

    // All guarded by `this`.
    private @Nullable RunningProgram reader;
    private final List<byte[]> early = new ArrayList<>(); // Written before there was a reader.
    private long bytes;

    /// `overflow` is told when the reader does not read what is written.
    Pipe(Capture errors, Transcript transcript, String speaker, Runnable overflow) {
        this.errors = errors;
        this.transcript = transcript;
        this.speaker = speaker;
        this.overflow = overflow;
    }

    synchronized void connect(RunningProgram program) {
        reader = program;
        early.forEach(program::stdin);
        early.clear();
    }

    @Override
    public void stage(Stage stage) {
        errors.stage(stage);
    }

    @Override
    public void output(Channel channel, byte[] written) {
        if (channel != Channel.STDOUT) {
            errors.output(channel, written);
            return;
        }
        transcript.add(speaker, written);
        boolean taken;
        synchronized (this) {
            bytes += written.length;
            if (reader == null) {
                taken = bytes <= RunningProgram.MAX_PENDING_STDIN_BYTES;
                early.add(written);
            } else {
                taken = reader.stdin(written);
            }
        }
        if (!taken) {
            overflow.run();
        }
    }

    synchronized long bytes() {
        return bytes;
    }
}
