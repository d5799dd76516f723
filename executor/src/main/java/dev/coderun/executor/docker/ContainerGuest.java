package dev.coderun.executor.docker;

import dev.coderun.executor.agent.Guest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/// A container that holds an agent.
final class ContainerGuest implements Guest {
    private final AttachStream stream;
    private final Runnable removal;
    private final AtomicBoolean removed = new AtomicBoolean();

    /// The removal is what makes an end of the container; it is run once, and must return at once.
    ContainerGuest(AttachStream stream, Runnable removal) {
        this.stream = stream;
        this.removal = removal;
    }

    @Override
    public OutputStream toAgent() {
        return stream.stdin();
    }

    @Override
    public InputStream fromAgent() {
        return stream.stdout();
    }

    @Override
    public void remove() {
        if (removed.compareAndSet(false, true)) {
            try {
                stream.close();
            } catch (IOException _) {
                // A connection that cannot be closed is closed.
            }
            removal.run();
        }
    }
}
