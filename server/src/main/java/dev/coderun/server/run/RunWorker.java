package dev.coderun.server.run;

import dev.coderun.executor.Box;
import dev.coderun.executor.BoxUse;
import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.Usage;
import dev.coderun.session.live.SessionFiles;
import java.util.function.LongSupplier;

/// Carries out runs in the sandbox's boxes, so many at a time as the whole server may.
final class RunWorker {
    private static final System.Logger LOG = System.getLogger(RunWorker.class.getName());

    private final Sandbox sandbox;
    private final RunSettings settings;
    private final RunSlots slots;
    private final LongSupplier nanoTime;

    RunWorker(Sandbox sandbox, RunSettings settings, LongSupplier nanoTime) {
        this.sandbox = sandbox;
        this.settings = settings;
        this.slots = new RunSlots(settings.concurrentRuns(), settings.waitingRuns());
        this.nanoTime = nanoTime;
    }

    /// Throws a [Refusal] if nothing of the kind can be run now.
    RunPlan plan(RunRequest.Start request, SessionFiles session) {
        requireSandbox();
        var plan = RunPlan.of(request, session, sandbox.languages(), settings);
        requireLanguage(plan.language());
        return plan;
    }

    /// A slot for one run, or a place in the queue for it.
    RunSlots.Place enter() {
        return slots.enter()
                .orElseThrow(
                        () ->
                                new Refusal(
                                        RunError.TOO_MANY_RUNS,
                                        "Too many programs run on this server at the moment. Try"
                                                + " again in a while."));
    }

    /// Waits for the run's turn, runs it in the session's box or a new one, and waits for its end. Whatever goes wrong
    /// here is an outcome too.
    RunOutcome carryOut(RunPlan plan, RunSlots.Place place, WarmBox warm, RunProgress progress) {
        try (place) {
            if (!place.await()) {
                return new RunOutcome.Cancelled(Usage.NONE);
            }
            progress.stage(RunStage.PREPARING);
            return run(plan, warm, progress);
        } catch (FilesRefused e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (SandboxFailed e) {
            LOG.log(System.Logger.Level.WARNING, "a run failed: {0}", e.getMessage());
            return failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("The server ended the run.");
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a run failed", e);
            return failed("Something in the sandbox broke. Run the program again.");
        }
    }

    /// Gives a box up without making anybody wait for it.
    void closeLater(Box box) {
        Thread.startVirtualThread(
                () -> {
                    try {
                        box.close();
                    } catch (RuntimeException e) {
                        LOG.log(System.Logger.Level.WARNING, "a box could not be closed", e);
                    }
                });
    }

    private RunOutcome run(RunPlan plan, WarmBox warm, RunProgress progress)
            throws InterruptedException {
        var box = boxWithFiles(plan, warm);
        boolean done = false;
        try {
            var outcome = runIn(box, plan, progress);
            done = true;
            return outcome;
        } finally {
            if (done) {
                warm.keep(box, plan.language(), nanoTime.getAsLong()).ifPresent(this::closeLater);
            } else {
                closeLater(box);
            }
        }
    }

    private static RunOutcome runIn(Box box, RunPlan plan, RunProgress progress)
            throws InterruptedException {
        if (progress.isEnding()) {
            return new RunOutcome.Cancelled(Usage.NONE);
        }
        var program = box.start(plan.program(), plan.input(), plan.limits(), progress);
        progress.started(program);
        return program.await();
    }

    /// The session's box if it is still there, else a new one.
    private Box boxWithFiles(RunPlan plan, WarmBox warm) {
        var kept = warm.take(plan.language());
        if (kept.isPresent()) {
            try {
                if (kept.get().reusable()) {
                    return withFiles(kept.get(), plan);
                }
                closeLater(kept.get());
            } catch (SandboxFailed e) {
                LOG.log(System.Logger.Level.INFO, "a kept box is gone: {0}", e.getMessage());
            }
        }
        var use = new BoxUse(true, warm.builds());
        return withFiles(sandbox.open(plan.language(), use), plan);
    }

    private Box withFiles(Box box, RunPlan plan) {
        boolean done = false;
        try {
            box.setFiles(plan.files());
            done = true;
            return box;
        } catch (IllegalArgumentException e) {
            // More than a box holds; paths were checked before.
            throw new FilesRefused(String.valueOf(e.getMessage()));
        } finally {
            if (!done) {
                closeLater(box);
            }
        }
    }

    private void requireSandbox() {
        switch (sandbox.state()) {
            case SandboxState.Ready _ -> {}
            case SandboxState.Starting(var message) ->
                    throw new Refusal(
                            RunError.NO_SANDBOX,
                            "Programs cannot be run yet: " + message + " Try again in a moment.");
            case SandboxState.Unavailable(var reason, var advice) ->
                    throw new Refusal(RunError.NO_SANDBOX, reason + " " + advice);
        }
    }

    private void requireLanguage(Language language) {
        var name = language.name();
        switch (sandbox.languageState(language)) {
            case LanguageState.Ready _ -> {}
            case LanguageState.Building(var step, int percent) ->
                    throw notReady(
                            "%s is being made ready: %s (%d %%). Try again in a moment."
                                    .formatted(name, step, percent));
            case LanguageState.Missing(var reason) ->
                    throw notReady(name + " is not there. " + reason);
            case LanguageState.Failed(var reason) ->
                    throw notReady(name + " could not be made ready. " + reason);
        }
    }

    private static Refusal notReady(String sentence) {
        return new Refusal(RunError.LANGUAGE_NOT_READY, sentence);
    }

    private static RunOutcome failed(String reason) {
        return new RunOutcome.SandboxFailed(reason, Usage.NONE);
    }

    /// The files are more than a box takes; the message is a sentence for a person.
    private static final class FilesRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FilesRefused(String message) {
            super(message, null, false, false);
        }
    }
}
