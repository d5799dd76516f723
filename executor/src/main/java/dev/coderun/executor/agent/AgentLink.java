package dev.coderun.executor.agent;

import dev.coderun.executor.SandboxFailed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Frames to and from one agent: written whole by whoever has one, read by one thread. Not a virtual one: that is woken
/// through two others, which each event would wait for.
final class AgentLink {
    static final int PROTOCOL_VERSION = 5;

    private static final Logger LOG = Logger.getLogger(AgentLink.class.getName());
    private static final long READY_TIMEOUT_SECONDS = 20;

    private final OutputStream out; // Guarded by itself, with the next.
    private int gathering; // How many hold back what is sent.
    private final AgentReader in;
    private final Consumer<AgentEvent> receiver;
    private final Runnable ended;
    private final CompletableFuture<AgentEvent.@Nullable Ready> ready = new CompletableFuture<>();

    /// The receiver gets every event, and then `ended` is called once; both by the reading thread.
    AgentLink(Guest guest, Consumer<AgentEvent> receiver, Runnable ended) {
        out = new BufferedOutputStream(guest.toAgent());
        in = new AgentReader(guest.fromAgent());
        this.receiver = receiver;
        this.ended = ended;
    }

    /// Begins to read and waits for the agent's first word, which is returned.
    AgentEvent.Ready start() {
        Thread.ofPlatform().daemon().name("agent-link").start(this::read);
        try {
            var word = ready.get(READY_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (word == null || word.version() != PROTOCOL_VERSION) {
                throw new SandboxFailed("The box ended before it was ready.");
            }
            return word;
        } catch (TimeoutException e) {
            throw new SandboxFailed("The box was not ready in time.", e);
        } catch (ExecutionException e) {
            throw new SandboxFailed("The box does not speak the agent's protocol.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxFailed("The wait for the box was interrupted.", e);
        }
    }

    /// Sends these frames together. A link that is broken is noticed by its reader, so nothing is thrown here.
    void send(byte[]... frames) {
        synchronized (out) {
            try {
                for (var frame : frames) {
                    out.write(frame);
                }
                if (gathering == 0) {
                    out.flush();
                }
            } catch (IOException _) {
                // The reader gets the end of the stream, and tells everybody.
            }
        }
    }

    /// What is sent by these actions goes out together: each way through an engine wakes three processes.
    void gather(Runnable sends) {
        synchronized (out) {
            gathering++;
        }
        try {
            sends.run();
        } finally {
            synchronized (out) {
                gathering--;
            }
            send();
        }
    }

    private void read() {
        try {
            for (var event = in.next(); event.isPresent(); event = in.next()) {
                if (event.get() instanceof AgentEvent.Ready word) {
                    ready.complete(word);
                } else {
                    receiver.accept(event.get());
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.SEVERE,
                    "What an agent sent could not be dealt with; its box is given up",
                    e);
        } finally {
            ready.complete(null);
            ended.run();
        }
    }
}
