package dev.coderun.server.run;

import dev.coderun.executor.Channel;
import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunningProgram;
import dev.coderun.executor.Stage;
import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.session.live.SessionFiles;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The runs of one session: one at a time, seen by everybody in it, a late joiner too. Guarded by this; nothing that is
/// called while it is held waits or calls back.
final class SessionRuns {
    private final RunWorker worker;
    private final RunMetrics metrics;
    private final InstantSource time;
    private final RunIds ids;

    /// Held from the first check of a start to its end, so that of two people who press the button one is refused.
    private final ReentrantLock starting = new ReentrantLock();

    private final WarmBox box = new WarmBox();
    private final Map<String, Watcher> watchers = new LinkedHashMap<>();
    private @Nullable Run newest;
    private CompletableFuture<Void> newestIsOver = CompletableFuture.completedFuture(null);
    private Optional<String> closedBecause = Optional.empty();

    SessionRuns(RunWorker worker, RunMetrics metrics, InstantSource time, RunIds ids) {
        this.worker = worker;
        this.metrics = metrics;
        this.time = time;
        this.ids = ids;
    }

    /// Somebody came: they are told of the newest run, and ask for its output if they want it.
    synchronized void joined(Watcher watcher) {
        watchers.put(watcher.id(), watcher);
        if (newest != null) {
            newest.news().forEach(watcher::offer);
        }
    }

    synchronized void left(String watcherId) {
        watchers.remove(watcherId);
        if (newest != null) {
            newest.log().unfollow(watcherId);
        }
    }

    /// Starts a run of what the session holds now. Throws a [Refusal] if there can be none.
    void start(Watcher starter, RunRequest.Start request, Supplier<SessionFiles> files) {
        starter.requireRunner();
        if (!starting.tryLock()) {
            throw busy();
        }
        try {
            requireNoRun();
            var plan = worker.plan(request, files.get());
            begin(starter, request.mode(), plan);
        } finally {
            starting.unlock();
        }
    }

    void stop(Watcher watcher, long runId) {
        watcher.requireRunner();
        synchronized (this) {
            run(runId).stop();
        }
    }

    void stdin(Watcher watcher, long runId, byte[] bytes) {
        watcher.requireRunner();
        synchronized (this) {
            run(runId).stdin(bytes);
        }
    }

    synchronized void follow(Watcher watcher, long runId, long offset) {
        run(runId).log().follow(watcher.id(), watcher, offset);
    }

    void resize(Watcher watcher, RunRequest.Resize request) {
        watcher.requireRunner();
        synchronized (this) {
            var run = run(request.run());
            if (run.isStartedBy(watcher)) {
                run.resize(request.terminal().columns(), request.terminal().rows());
            }
        }
    }

    synchronized boolean isRunning() {
        return newest != null && !newest.isOver();
    }

    void closeIdleBox(Duration idle, long nowNanos) {
        worker.closeIfIdle(box, idle, nowNanos);
    }

    /// Cuts the run short, if one goes on, and starts no more.
    void close(String reason) {
        box.close().ifPresent(worker::closeLater);
        synchronized (this) {
            closedBecause = Optional.of(reason);
            if (newest != null) {
                newest.cutShort(reason);
            }
        }
    }

    /// Completes when no program runs any longer.
    synchronized CompletableFuture<Void> atRest() {
        return newestIsOver;
    }

    private void begin(Watcher starter, RunMode mode, RunPlan plan) {
        var place = worker.enter();
        boolean begun = false;
        try {
            var run = newRun(starter, mode, plan, nextId(), place);
            announce(run);
            metrics.started();
            begun = true;
            Thread.startVirtualThread(
                    () -> finish(run, worker.carryOut(plan, place, box, new Progress(run))));
        } finally {
            if (!begun) {
                place.close();
            }
        }
    }

    private long nextId() {
        try {
            return ids.next();
        } catch (StoreDownException e) {
            throw new Refusal(
                    RunError.NO_SANDBOX,
                    "The database does not answer, so no run can begin. Try again in a moment.");
        }
    }

    private Run newRun(Watcher starter, RunMode mode, RunPlan plan, long id, RunSlots.Place place) {
        var description =
                new RunMessages.Description(
                        id,
                        mode,
                        plan.language().id(),
                        plan.program().entry(),
                        new RunMessages.Starter(starter.userId(), starter.name()),
                        plan.revision(),
                        plan.hashes(),
                        time.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        var log = new RunLog(id, System::nanoTime, Thread::startVirtualThread);
        return new Run(description, log, place, plan.stdinOpen());
    }

    private synchronized void announce(Run run) {
        closedBecause.ifPresent(
                reason -> {
                    throw new Refusal(RunError.NO_SANDBOX, reason);
                });
        if (newest != null) {
            newest.log().close();
        }
        newest = run;
        newestIsOver = new CompletableFuture<>();
        watchers.values().forEach(watcher -> run.log().follow(watcher.id(), watcher, 0));
        run.news().forEach(this::tell);
    }

    private void finish(Run run, RunOutcome seen) {
        RunOutcome outcome;
        CompletableFuture<Void> isOver;
        synchronized (this) {
            outcome = run.finish(seen);
            tell(run.doneFrame(outcome));
            isOver = newestIsOver;
        }
        metrics.ended(outcome);
        isOver.complete(null);
    }

    private void tell(byte[] frame) {
        watchers.values().forEach(watcher -> watcher.offer(frame));
    }

    private Run run(long id) {
        if (newest == null || newest.id() != id) {
            throw new Refusal(
                    RunError.NO_SUCH_RUN,
                    "There is no run " + id + " here any longer: only the newest is kept.");
        }
        return newest;
    }

    private synchronized void requireNoRun() {
        if (isRunning()) {
            throw busy();
        }
    }

    private static Refusal busy() {
        return new Refusal(
                RunError.RUN_BUSY, "A program is already running in this session. Stop it first.");
    }

    /// Passes on what the sandbox tells of a run.
    private final class Progress implements RunProgress {
        private final Run run;

        Progress(Run run) {
            this.run = run;
        }

        @Override
        public void stage(Stage stage) {
            stage(
                    switch (stage) {
                        case COMPILING -> RunStage.COMPILING;
                        case RUNNING -> RunStage.RUNNING;
                    });
        }

        @Override
        public void stage(RunStage stage) {
            synchronized (SessionRuns.this) {
                if (run.stage() != stage) {
                    run.log().flush();
                    run.stage(stage);
                    run.news().forEach(SessionRuns.this::tell);
                }
            }
        }

        @Override
        public void output(Channel channel, byte[] bytes) {
            run.log().append(channel, bytes);
        }

        @Override
        public void diagnostics(List<Diagnostic> found) {
            synchronized (SessionRuns.this) {
                run.diagnostics(found);
                tell(run.diagnosticsFrame());
            }
        }

        @Override
        public void started(RunningProgram program) {
            synchronized (SessionRuns.this) {
                run.started(program);
            }
        }

        @Override
        public boolean isEnding() {
            synchronized (SessionRuns.this) {
                return run.isEnding();
            }
        }
    }
}
