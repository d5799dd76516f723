package dev.coderun.executor.local;

import dev.coderun.executor.agent.Guest;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A process of this machine that holds an agent in namespaces. When it dies, all in them dies.
final class ProcessGuest implements Guest {
    private final Process process;
    private final Consumer<ProcessGuest> removal;
    private final AtomicBoolean removed = new AtomicBoolean();

    /// The removal clears up behind the dead process; it is run once, and must return at once.
    ProcessGuest(Process process, Consumer<ProcessGuest> removal) {
        this.process = process;
        this.removal = removal;
    }

    @Override
    public OutputStream toAgent() {
        return process.getOutputStream();
    }

    @Override
    public InputStream fromAgent() {
        return process.getInputStream();
    }

    @Override
    public void remove() {
        if (removed.compareAndSet(false, true)) {
            process.destroyForcibly();
            removal.accept(this);
        }
    }

    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }
}
