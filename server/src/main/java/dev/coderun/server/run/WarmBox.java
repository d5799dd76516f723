package dev.coderun.server.run;

import dev.coderun.executor.Box;
import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.Language;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The box that a session keeps between its runs. Guarded by this; boxes are closed outside of it.
public final class WarmBox {
    private final KeptBuilds builds = new KeptBuilds();
    private @Nullable Box box;
    private String language = "";
    private long idleSinceNanos;
    private boolean closed;

    /// What was built for the session, whichever box it was in.
    KeptBuilds builds() {
        return builds;
    }

    /// Takes the box out, if it is one of this language.
    synchronized Optional<Box> take(Language wanted) {
        return language.equals(wanted.id()) ? takeAny() : Optional.empty();
    }

    synchronized Optional<Box> takeAny() {
        var taken = Optional.ofNullable(box);
        box = null;
        language = "";
        return taken;
    }

    synchronized Optional<Box> takeIfIdle(Duration atLeast, long nowNanos) {
        return nowNanos - idleSinceNanos >= atLeast.toNanos() ? takeAny() : Optional.empty();
    }

    /// Keeps a box for the next run. What must be closed now: this one, if no more is kept, or the one before it.
    synchronized Optional<Box> keep(Box kept, Language itsLanguage, long nowNanos) {
        if (closed || !kept.reusable()) {
            return Optional.of(kept);
        }
        var before = takeAny();
        box = kept;
        language = itsLanguage.id();
        idleSinceNanos = nowNanos;
        return before;
    }

    /// Keeps nothing from now on.
    public synchronized Optional<Box> close() {
        closed = true;
        return takeAny();
    }
}
