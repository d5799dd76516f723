package dev.coderun.executor.agent;

import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.SandboxFailed;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The box in which a session's programs are compiled, by a compiler that stays there; none of them ever runs in it.
/// Opened when it is first needed, and again when it is used up.
public final class Compilers implements AutoCloseable {
    private final Supplier<AgentBox> opener;
    private final KeptBuilds builds;

    // All guarded by `this`.
    private @Nullable CompletableFuture<AgentBox> box;
    private boolean closed;

    /// @param builds where what is built goes
    public Compilers(Supplier<AgentBox> opener, KeptBuilds builds) {
        this.opener = opener;
        this.builds = builds;
    }

    /// The build, which has begun; empty if there is no box for it.
    Optional<AgentRun> build(Commands commands, OutputSink sink) {
        try {
            var compiler = ready();
            compiler.setFiles(commands.files());
            return Optional.of(compiler.build(commands.program(), sink));
        } catch (SandboxFailed | IllegalStateException _) { // Closed, or used up by now.
            return Optional.empty();
        }
    }

    /// Opens the box, so that it is warm when it is needed.
    public void prepare() {
        try {
            ready();
        } catch (SandboxFailed | IllegalStateException _) {
            // The first build tries again.
        }
    }

    private AgentBox ready() {
        CompletableFuture<AgentBox> awaited;
        Optional<CompletableFuture<AgentBox>> before = Optional.empty();
        boolean mine = false;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("The session's box is closed");
            }
            if (box == null || isUsedUp(box)) {
                before = Optional.ofNullable(box);
                box = new CompletableFuture<>();
                mine = true;
            }
            awaited = box;
        }
        before.ifPresent(Compilers::closeIfOpened);
        if (mine) {
            open(awaited);
        }
        try {
            return awaited.join();
        } catch (CompletionException e) {
            throw new SandboxFailed("The compiler's box could not be opened.", e);
        }
    }

    private void open(CompletableFuture<AgentBox> awaited) {
        try {
            var opened = opener.get();
            opened.adopt(builds, Optional.empty());
            awaited.complete(opened);
        } catch (RuntimeException e) {
            awaited.completeExceptionally(e);
            return;
        }
        synchronized (this) {
            if (!closed) {
                return;
            }
        }
        awaited.join().close();
    }

    private static boolean isUsedUp(CompletableFuture<AgentBox> box) {
        if (!box.isDone()) {
            return false;
        }
        if (box.isCompletedExceptionally()) {
            return true;
        }
        return !box.join().reusable();
    }

    @Override
    public void close() {
        CompletableFuture<AgentBox> last;
        synchronized (this) {
            closed = true;
            last = box;
        }
        if (last != null) {
            closeIfOpened(last);
        }
    }

    private static void closeIfOpened(CompletableFuture<AgentBox> box) {
        if (box.isDone() && !box.isCompletedExceptionally()) {
            box.join().close();
        }
    }
}
