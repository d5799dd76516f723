package dev.coderun.server.livetest;

import dev.coderun.executor.Sandbox;
import dev.coderun.executor.judge.Judge;
import dev.coderun.server.problems.ProblemCatalog;
import dev.coderun.server.run.Refusal;
import dev.coderun.server.run.RunFrames;
import dev.coderun.server.run.RunMessages;
import dev.coderun.server.run.RunSlots;
import dev.coderun.server.run.SessionBoxes;
import dev.coderun.server.session.FrameHandler;
import dev.coderun.server.web.BadJsonException;
import dev.coderun.server.web.Json;
import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.SessionTests;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Tests while people type, in every session where somebody is. All messages but its own are handed on.
public final class LiveTests implements FrameHandler, AutoCloseable {
    static final Duration SWEEP_INTERVAL = Duration.ofSeconds(15);

    private final FrameHandler next;
    private final Sandbox sandbox;
    private final ProblemCatalog problems;
    private final LiveTestSettings settings;
    private final LiveTestMetrics metrics;
    private final LiveTestClock clock = LiveTestClock.system();
    private final SessionBoxes boxes;
    private final RoundRunner runner;
    private final Map<String, SessionTester> sessions = new ConcurrentHashMap<>();
    private final Thread sweeper;
    private volatile boolean closed;

    public LiveTests(
            FrameHandler next,
            Sandbox sandbox,
            ProblemCatalog problems,
            LiveTestSettings settings,
            LiveTestMetrics metrics) {
        this.next = next;
        this.sandbox = sandbox;
        this.problems = problems;
        this.settings = settings;
        this.metrics = metrics;
        this.boxes = new SessionBoxes(sandbox, clock::nanos);
        // One place for each session; they are bounded themselves.
        var slots = new RunSlots(settings.rounds(), Integer.MAX_VALUE);
        metrics.gaugeWaiting(slots::waiting);
        this.runner = new RoundRunner(boxes, new Judge(sandbox), slots, settings, clock::nanos);
        this.sweeper = Thread.ofVirtual().name("live tests' boxes").start(this::sweep);
    }

    private record Wish(@Nullable String t, @Nullable String only) {}

    @Override
    public void joined(LiveSession session, Participant participant) {
        if (participant.speaksCodeRun() && !closed) {
            sessions.computeIfAbsent(session.id(), _ -> newTester(session)).joined(participant);
        }
        next.joined(session, participant);
    }

    private SessionTester newTester(LiveSession session) {
        return new SessionTester(session, this::plan, runner, boxes, metrics, clock);
    }

    private RoundPlan plan(SessionTests tests) {
        var plan = RoundPlan.of(tests, sandbox.languages(), problems, settings);
        boxes.require(plan.language());
        return plan;
    }

    @Override
    public void left(LiveSession session, Participant participant) {
        tester(session.id()).ifPresent(tester -> tester.left(participant));
        next.left(session, participant);
    }

    @Override
    public void changed(LiveSession session) {
        tester(session.id()).ifPresent(SessionTester::changed);
        next.changed(session);
    }

    @Override
    public void handle(LiveSession session, Participant participant, int type, byte[] payload) {
        var wish = wish(type, payload);
        if (wish.isEmpty()) {
            next.handle(session, participant, type, payload);
            return;
        }
        try {
            var only = Optional.ofNullable(wish.get().only());
            tester(session.id()).ifPresent(tester -> tester.ask(participant, only));
        } catch (Refusal refusal) {
            participant
                    .outbox()
                    .offer(
                            RunMessages.error(
                                    refusal.error(), refusal.sentence(), Optional.empty()));
        }
    }

    /// What is asked of us; empty if it is for somebody else.
    private static Optional<Wish> wish(int type, byte[] payload) {
        if (type != RunFrames.MESSAGE) {
            return Optional.empty();
        }
        try {
            var read = Json.read(RunFrames.readMessage(payload), Wish.class);
            return Optional.of(read).filter(found -> "tests.run".equals(found.t()));
        } catch (BadJsonException | MalformedInputException e) {
            return Optional.empty(); // Whoever is next says what is wrong with it.
        }
    }

    private Optional<SessionTester> tester(String sessionId) {
        return Optional.ofNullable(sessions.get(sessionId));
    }

    @Override
    public boolean isBusy(String sessionId) {
        return next.isBusy(sessionId);
    }

    @Override
    public void closed(String sessionId) {
        Optional.ofNullable(sessions.remove(sessionId)).ifPresent(SessionTester::close);
        next.closed(sessionId);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(sweeper);
        sessions.values().forEach(SessionTester::close);
    }

    private void sweep() {
        while (!closed) {
            LockSupport.parkNanos(SWEEP_INTERVAL.toNanos());
            sessions.values().forEach(tester -> tester.tend(settings.boxIdle()));
        }
    }
}
