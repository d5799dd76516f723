package dev.coderun.server.run;

import dev.coderun.executor.Sandbox;
import dev.coderun.server.session.FrameHandler;
import dev.coderun.server.web.BadJsonException;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;

/// The runs of every session: takes the messages about them, and ends what nobody needs any longer.
public final class RunService implements FrameHandler, AutoCloseable {
    static final Duration SWEEP_INTERVAL = Duration.ofSeconds(15);

    /// How long the server's end waits for programs to be killed and everybody to be told.
    static final Duration SHUTDOWN_WAIT = Duration.ofSeconds(2);

    private final RunWorker worker;
    private final RunSettings settings;
    private final RunMetrics metrics;
    private final ToLongFunction<String> nextRunBlock;
    private final Map<String, SessionRuns> sessions = new ConcurrentHashMap<>();
    private final Thread sweeper;
    private volatile boolean closed;

    /// @param nextRunBlock counts from 1 for each session id, after a restart too
    public RunService(
            Sandbox sandbox,
            RunSettings settings,
            RunMetrics metrics,
            ToLongFunction<String> nextRunBlock) {
        this.worker = new RunWorker(sandbox, settings, System::nanoTime);
        this.settings = settings;
        this.metrics = metrics;
        this.nextRunBlock = nextRunBlock;
        this.sweeper = Thread.ofVirtual().name("idle boxes").start(this::sweep);
    }

    @Override
    public void joined(LiveSession session, Participant participant) {
        if (participant.speaksCodeRun()) {
            sessions.computeIfAbsent(session.id(), this::newRuns).joined(watcher(participant));
        }
    }

    @Override
    public void left(LiveSession session, Participant participant) {
        var runs = sessions.get(session.id());
        if (runs != null) {
            runs.left(participant.id());
        }
    }

    @Override
    public void handle(LiveSession session, Participant participant, int type, byte[] payload) {
        Optional<Long> run = Optional.empty();
        try {
            switch (type) {
                case RunFrames.MESSAGE -> {
                    refuseIfClosed();
                    var request = RunRequest.parse(RunFrames.readMessage(payload));
                    run = request.about();
                    carryOut(session, watcher(participant), request);
                }
                case RunFrames.STDIN -> {
                    var stdin = RunFrames.readStdin(payload);
                    run = Optional.of(stdin.run());
                    runsOf(session.id()).stdin(watcher(participant), stdin.run(), stdin.bytes());
                }
                default ->
                        throw new BadJsonException("Messages of type " + type + " are not known.");
            }
        } catch (Refusal refusal) {
            refuse(participant, refusal.error(), refusal.sentence(), run);
        } catch (BadJsonException e) {
            refuse(participant, RunError.BAD_MESSAGE, String.valueOf(e.getMessage()), run);
        }
    }

    /// A run goes on though everybody has left; they may come back for its output.
    @Override
    public boolean isBusy(String sessionId) {
        var runs = sessions.get(sessionId);
        return runs != null && runs.isRunning();
    }

    @Override
    public void closed(String sessionId) {
        var runs = sessions.remove(sessionId);
        if (runs != null) {
            runs.close("The session was closed while the program ran.");
        }
    }

    /// Ends every run, and tells everybody so if they are still connected.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(sweeper);
        sessions.values()
                .forEach(runs -> runs.close("The server was stopped while the program ran."));
        var endings =
                sessions.values().stream()
                        .map(SessionRuns::atRest)
                        .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(endings)
                .completeOnTimeout(null, SHUTDOWN_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new Refusal(RunError.NO_SANDBOX, "The server is being stopped.");
        }
    }

    private void carryOut(LiveSession session, Watcher watcher, RunRequest request) {
        var runs = runsOf(session.id());
        switch (request) {
            case RunRequest.Start start -> runs.start(watcher, start, session::files);
            case RunRequest.Stop(long run) -> runs.stop(watcher, run);
            case RunRequest.Follow(long run, long offset) -> runs.follow(watcher, run, offset);
            case RunRequest.Resize resize -> runs.resize(watcher, resize);
        }
    }

    /// Made when the first one joins, so that a last message to a session that is gone makes none.
    private SessionRuns runsOf(String sessionId) {
        var runs = sessions.get(sessionId);
        if (runs == null) {
            throw new Refusal(RunError.NO_SUCH_RUN, "The session has been closed.");
        }
        return runs;
    }

    private SessionRuns newRuns(String sessionId) {
        var ids = new RunIds(() -> nextRunBlock.applyAsLong(sessionId));
        return new SessionRuns(worker, metrics, InstantSource.system(), ids);
    }

    private void sweep() {
        while (!closed) {
            LockSupport.parkNanos(SWEEP_INTERVAL.toNanos());
            long now = System.nanoTime();
            sessions.values().forEach(runs -> runs.closeIdleBox(settings.boxIdle(), now));
        }
    }

    private static Watcher watcher(Participant participant) {
        return new Watcher(
                participant.id(),
                participant.userId(),
                participant.name(),
                participant::role,
                participant.outbox());
    }

    private static void refuse(
            Participant participant, RunError error, String sentence, Optional<Long> run) {
        participant.outbox().offer(RunMessages.error(error, sentence, run));
    }
}
