package dev.coderun.server.run;

import dev.coderun.executor.Box;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.Usage;
import dev.coderun.session.live.SessionFiles;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Carries out runs in the sandbox's boxes, so many at a time as the whole server may.
final class RunWorker {
    private static final System.Logger LOG = System.getLogger(RunWorker.class.getName());

    private final Sandbox sandbox;
    private final RunSettings settings;
    private final RunSlots slots;
    private final SessionBoxes boxes;

    RunWorker(Sandbox sandbox, RunSettings settings, LongSupplier nanoTime) {
        this.sandbox = sandbox;
        this.settings = settings;
        this.slots = new RunSlots(settings.concurrentRuns(), settings.waitingRuns());
        this.boxes = new SessionBoxes(sandbox, nanoTime);
    }

    /// Throws a [Refusal] if nothing of the kind can be run now.
    RunPlan plan(RunRequest.Start request, SessionFiles session) {
        boxes.requireSandbox();
        var plan = RunPlan.of(request, session, sandbox.languages(), settings);
        boxes.require(plan.language());
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
        } catch (Refusal e) {
            return failed(e.sentence());
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
        boxes.closeLater(box);
    }

    void closeIfIdle(WarmBox warm, Duration idle, long nowNanos) {
        boxes.closeIfIdle(warm, idle, nowNanos);
    }

    private RunOutcome run(RunPlan plan, WarmBox warm, RunProgress progress)
            throws InterruptedException {
        var box = boxes.take(warm, plan.language(), plan.files());
        boolean done = false;
        try {
            var outcome = runIn(box, plan, progress);
            done = true;
            return outcome;
        } finally {
            if (done) {
                boxes.giveBack(warm, box, plan.language());
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

    private static RunOutcome failed(String reason) {
        return new RunOutcome.SandboxFailed(reason, Usage.NONE);
    }
}
