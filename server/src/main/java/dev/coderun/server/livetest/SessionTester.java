package dev.coderun.server.livetest;

import dev.coderun.executor.Diagnostic;
import dev.coderun.server.run.Refusal;
import dev.coderun.server.run.RunError;
import dev.coderun.server.run.SessionBoxes;
import dev.coderun.server.run.WarmBox;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.SessionTests;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The rounds of one session, one after the other: when the next begins, and when it is over. A thread of its own lives
/// as long as there is something to test. Guarded by this, under which the session, which calls in under its own lock,
/// is never asked anything.
final class SessionTester {
    /// What may be otherwise in a moment, without anybody doing anything in the session.
    private static final Set<RunError> PASSING =
            Set.of(RunError.NO_SANDBOX, RunError.LANGUAGE_NOT_READY);

    private final LiveSession session;
    private final Function<SessionTests, RoundPlan> planner;
    private final RoundRunner runner;
    private final SessionBoxes boxes;
    private final LiveTestMetrics metrics;
    private final LiveTestClock clock;

    private final Announcer announcer = new Announcer();
    private final RoundSchedule schedule = new RoundSchedule();
    private final WarmBox box = new WarmBox();
    private @Nullable Round current;
    private @Nullable Round checked; // Its tests are over, but its program is being checked.
    private long lastRound;
    private boolean isAwake;
    private boolean isLooking; // Whether a change is being looked at.
    private boolean closed;
    private long wakesAt; // When the tester's thread looks by itself what is due.

    // The tester's own thread's alone.
    private final TestOrder order = new TestOrder();
    private final KnownResults known = new KnownResults();
    private Optional<RoundPlan> tested = Optional.empty(); // What needs no other round.
    private Optional<SessionTests> refused = Optional.empty(); // What made no round.
    private OptionalLong ticket =
            OptionalLong.empty(); // For the queue, of a round that had no turn.

    SessionTester(
            LiveSession session,
            Function<SessionTests, RoundPlan> planner,
            RoundRunner runner,
            SessionBoxes boxes,
            LiveTestMetrics metrics,
            LiveTestClock clock) {
        this.session = session;
        this.planner = planner;
        this.runner = runner;
        this.boxes = boxes;
        this.metrics = metrics;
        this.clock = clock;
    }

    // ---- what happens in the session ----

    synchronized void joined(Participant participant) {
        announcer.joined(participant);
    }

    void left(Participant participant) {
        Optional<Round> unwanted;
        synchronized (this) {
            announcer.left(participant);
            unwanted = announcer.hasListeners() ? Optional.empty() : cancelCurrent();
        }
        unwanted.ifPresent(Round::cancel);
    }

    /// Comes under the session's lock.
    synchronized void changed() {
        schedule.changed(clock.nanos());
        if (!isAwake || schedule.due().orElseThrow() - wakesAt < 0) {
            wake();
        }
        if (current != null || checked != null) {
            look();
        }
    }

    /// Somebody wants to know now. Throws a [Refusal] if they may not, or if there is nothing to know.
    void ask(Participant participant, Optional<String> only) {
        if (!participant.role().mayRun()) {
            throw new Refusal(
                    RunError.NOT_ALLOWED,
                    "You may watch this session but not run its tests. Ask its owner for more.");
        }
        var plan = planner.apply(session.tests());
        only.filter(id -> !plan.mayHaveTest(id))
                .ifPresent(
                        _ -> {
                            throw new Refusal(
                                    RunError.NO_SUCH_TEST, "There is no such test any longer.");
                        });
        Optional<Round> before;
        synchronized (this) {
            schedule.ask(only);
            wake();
            before = cancelCurrent();
        }
        before.ifPresent(Round::cancel);
    }

    /// To be called now and then.
    void tend(Duration boxIdle) {
        boxes.closeIfIdle(box, boxIdle, clock.nanos());
        synchronized (this) {
            announcer.catchUp();
        }
    }

    void close() {
        box.close().ifPresent(boxes::closeLater);
        Optional<Round> last;
        synchronized (this) {
            closed = true;
            notifyAll();
            last = cancelCurrent();
        }
        last.ifPresent(Round::cancel);
    }

    private void wake() {
        notifyAll();
        if (!isAwake && !closed) {
            isAwake = true;
            Thread.ofVirtual().name("live tests").start(this::live);
        }
    }

    // ---- a change during a round ----

    private void look() {
        if (!isLooking) {
            isLooking = true;
            Thread.startVirtualThread(this::cancelIfOutdated);
        }
    }

    /// Not every change is one of what is tested.
    private void cancelIfOutdated() {
        synchronized (this) {
            isLooking = false;
        }
        var now = session.tests();
        Optional<Round> outdated = Optional.empty();
        synchronized (this) {
            if (ongoing().filter(round -> round.plan().isOutdatedBy(now)).isPresent()) {
                outdated = cancelCurrent();
            }
        }
        outdated.ifPresent(Round::cancel);
    }

    /// Says at once that the round is over; whoever gets it stops it, without the lock.
    private Optional<Round> cancelCurrent() {
        var round = ongoing();
        if (current != null) {
            end(current, new RoundEnd.Cancelled(), new Tally(), false);
        }
        checked = null;
        return round;
    }

    private Optional<Round> ongoing() {
        return Optional.ofNullable(current).or(() -> Optional.ofNullable(checked));
    }

    // ---- the tester's thread ----

    private void live() {
        try {
            for (var wish = next(); wish.isPresent(); wish = next()) {
                test(wish.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until a round is due; empty once there is nothing more to do.
    private synchronized Optional<RoundSchedule.Wish> next() throws InterruptedException {
        while (!closed && announcer.hasListeners() && schedule.due().isPresent()) {
            long wait = schedule.due().getAsLong() - clock.nanos();
            if (wait <= 0) {
                return Optional.of(schedule.begin());
            }
            wakesAt = schedule.due().getAsLong();
            TimeUnit.NANOSECONDS.timedWait(this, wait);
        }
        isAwake = false;
        return Optional.empty();
    }

    private void test(RoundSchedule.Wish wish) {
        var now = session.tests();
        boolean isWanted = wish.asked() || !now.paused();
        if (!isWanted || (!wish.asked() && isKnown(now, wish))) {
            return;
        }
        RoundPlan plan;
        try {
            plan = planner.apply(now);
            refused = Optional.empty();
        } catch (Refusal e) {
            refuse(now, e, wish.again());
            return;
        }
        if (plan.hasTests() || plan.hasBuild() || hasNews()) {
            run(plan, wish);
        }
    }

    private boolean isKnown(SessionTests now, RoundSchedule.Wish wish) {
        return tested.filter(plan -> !plan.isOutdatedBy(now)).isPresent()
                || (!wish.again() && refused.filter(now::testsTheSameAs).isPresent());
    }

    private synchronized boolean hasNews() {
        return announcer.hasNews();
    }

    /// What is refused for the same reason again is known to everybody.
    private void refuse(SessionTests tests, Refusal refusal, boolean again) {
        tested = Optional.empty();
        refused = Optional.of(tests);
        synchronized (this) {
            if (PASSING.contains(refusal.error())) {
                schedule.refusedForNow(clock.nanos());
            }
            if (again) {
                return;
            }
            long id = ++lastRound;
            announcer.beginsRefused(id, tests.files(), startedAt());
            conclude(id, new RoundEnd.Refused(refusal.sentence()), new Tally(), 0, false);
        }
    }

    private void run(RoundPlan plan, RoundSchedule.Wish wish) {
        var round = begin(plan, wish.only());
        var past = known.past(plan, wish, box, order);
        var progress = new Progress(round);
        var end =
                plan.hasTests() || plan.hasBuild()
                        ? runner.run(round, past, progress)
                        : new RoundEnd.NoTests();
        ticket = round.unusedTicket();
        finish(round, end, progress);
    }

    private synchronized Round begin(RoundPlan plan, Optional<String> only) {
        var round = new Round(++lastRound, plan, only, clock.nanos(), ticket);
        announcer.begins(round.id(), plan, only, startedAt());
        current = round;
        announcer.stage(round.id(), RoundStage.WAITING);
        if (schedule.due().isPresent()) { // Somebody typed while this was planned.
            look();
        }
        if (!announcer.hasListeners() || closed) {
            end(round, new RoundEnd.Cancelled(), new Tally(), false);
            round.cancel(); // Nothing runs yet.
        }
        return round;
    }

    private void finish(Round round, RoundEnd end, Progress progress) {
        progress.over(end, false);
        boolean isComplete = !(end instanceof RoundEnd.Done) || known.isComplete(round.plan());
        tested = isWhole(round, end) && isComplete ? Optional.of(round.plan()) : Optional.empty();
        progress.checkIsOver();
    }

    private static boolean isWhole(Round round, RoundEnd end) {
        return end.isFinal() && !round.isCancelled();
    }

    // ---- the end of a round ----

    private void end(Round round, RoundEnd end, Tally tally, boolean checking) {
        current = null;
        var wall = clock.nanos() - round.begunNanos();
        conclude(round.id(), end, tally, wall, checking);
    }

    private void conclude(long id, RoundEnd end, Tally tally, long wallNanos, boolean checking) {
        metrics.ended(end);
        announcer.done(id, end, tally, wallNanos / 1_000_000, checking);
    }

    private String startedAt() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /// Passes on what a round does, as long as it is not over.
    private final class Progress implements RoundListener {
        private final Round round;
        private final Tally tally = new Tally();
        private final Findings findings = new Findings();
        private boolean hadResult;
        private boolean isOver;

        Progress(Round round) {
            this.round = round;
        }

        @Override
        public void stage(RoundStage stage) {
            whileCurrent(() -> announcer.stage(round.id(), stage));
        }

        @Override
        public void diagnostics(List<Diagnostic> found) {
            whileCurrent(() -> announcer.diagnostics(round.id(), findings.built(found)));
        }

        @Override
        public void started(LiveTest test) {
            whileCurrent(() -> announcer.started(round.id(), test));
        }

        @Override
        public void found(List<LiveTest> tests) {
            whileCurrent(() -> announcer.found(round.id(), tests));
        }

        @Override
        public void ended(LiveTest test, TestResult result) {
            known.add(round.plan(), round.id(), test, result);
            metrics.ended(result);
            whileCurrent(
                    () -> {
                        noteResult();
                        tell(test, result, false);
                    });
        }

        @Override
        public void kept(LiveTest test, TestResult result) {
            whileCurrent(() -> tell(test, result, true));
        }

        @Override
        public void tested(RoundEnd end) {
            over(end, true);
        }

        /// Only the first end counts: what comes after it ends the check.
        void over(RoundEnd end, boolean checking) {
            if (isOver) {
                return;
            }
            isOver = true;
            if (isWhole(round, end) && round.only().filter(LiveTest.Kind.UNIT::isOf).isEmpty()) {
                known.hasUnitsOf(round.plan());
            }
            synchronized (SessionTester.this) {
                firstResult(end);
                if (current == round) {
                    end(round, end, tally, checking);
                    checked = checking ? round : null;
                }
            }
        }

        @Override
        public void checked(List<Diagnostic> found) {
            synchronized (SessionTester.this) {
                if (checked == round) {
                    announcer.diagnostics(round.id(), findings.checked(found));
                    checked = null;
                }
            }
        }

        /// Nobody waits for a check that could not tell.
        void checkIsOver() {
            checked(List.of());
        }

        private void whileCurrent(Runnable telling) {
            synchronized (SessionTester.this) {
                if (current == round) {
                    telling.run();
                }
            }
        }

        private void tell(LiveTest test, TestResult result, boolean kept) {
            tally.add(result);
            announcer.ended(round.id(), test, result, kept);
        }

        private void noteResult() {
            if (!hadResult) {
                hadResult = true;
                long nanos = clock.nanos() - round.begunNanos();
                schedule.hadResult(nanos);
                metrics.firstResult(nanos);
            }
        }

        /// What a round teaches that had no test's result.
        private void firstResult(RoundEnd end) {
            if (!hadResult) {
                long nanos = clock.nanos() - round.begunNanos();
                if (end.isFinal() && current == round) {
                    schedule.hadResult(nanos);
                } else {
                    schedule.cancelledEarly(nanos);
                }
            }
        }
    }
}
