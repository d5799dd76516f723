package dev.coderun.server.run;

import dev.coderun.executor.Box;
import dev.coderun.executor.BoxUse;
import dev.coderun.executor.Language;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxFailed;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/// The boxes that sessions' programs run in: each session keeps its own in a [WarmBox] between one use and the next.
public final class SessionBoxes {
    private static final System.Logger LOG = System.getLogger(SessionBoxes.class.getName());

    private final Sandbox sandbox;
    private final LongSupplier nanoTime;

    public SessionBoxes(Sandbox sandbox, LongSupplier nanoTime) {
        this.sandbox = sandbox;
        this.nanoTime = nanoTime;
    }

    /// Throws a [Refusal] if programs of this language cannot be run now.
    public void require(Language language) {
        requireSandbox();
        requireLanguage(language);
    }

    /// The session's box if it is still there, else a new one; with exactly these files.
    public Box take(WarmBox warm, Language language, Map<String, byte[]> files) {
        var kept = warm.take(language);
        if (kept.isPresent()) {
            try {
                if (kept.get().reusable()) {
                    return withFiles(kept.get(), files);
                }
                closeLater(kept.get());
            } catch (SandboxFailed e) {
                LOG.log(System.Logger.Level.INFO, "a kept box is gone: {0}", e.getMessage());
            }
        }
        var use = new BoxUse(true, warm.builds());
        return withFiles(sandbox.open(language, use), files);
    }

    private Box withFiles(Box box, Map<String, byte[]> files) {
        boolean done = false;
        try {
            box.setFiles(files);
            done = true;
            return box;
        } catch (IllegalArgumentException e) {
            // More than a box holds; paths were checked before.
            throw new Refusal(RunError.BAD_PATH, String.valueOf(e.getMessage()));
        } finally {
            if (!done) {
                closeLater(box);
            }
        }
    }

    /// For the session's next use, if it is still good for one.
    public void giveBack(WarmBox warm, Box box, Language language) {
        warm.keep(box, language, nanoTime.getAsLong()).ifPresent(this::closeLater);
    }

    public void closeIfIdle(WarmBox warm, Duration idle, long nowNanos) {
        warm.takeIfIdle(idle, nowNanos).ifPresent(this::closeLater);
    }

    /// Gives a box up without making anybody wait for it.
    public void closeLater(Box box) {
        Thread.startVirtualThread(
                () -> {
                    try {
                        box.close();
                    } catch (RuntimeException e) {
                        LOG.log(System.Logger.Level.WARNING, "a box could not be closed", e);
                    }
                });
    }

    void requireSandbox() {
        Obstacle.of(sandbox.state()).ifPresent(what -> refuse(RunError.NO_SANDBOX, what));
    }

    private void requireLanguage(Language language) {
        Obstacle.of(language, sandbox.languageState(language))
                .ifPresent(what -> refuse(RunError.LANGUAGE_NOT_READY, what));
    }

    private static void refuse(RunError error, Obstacle what) {
        throw new Refusal(
                error,
                what.passes() ? what.sentence() + " Try again in a moment." : what.sentence());
    }
}
