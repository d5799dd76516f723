package dev.coderun.server.livetest;

import dev.coderun.executor.Box;
import dev.coderun.executor.Channel;
import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.Stage;
import dev.coderun.executor.judge.CaseRunner;
import dev.coderun.executor.judge.Judge;
import dev.coderun.executor.judge.RanTest;
import dev.coderun.server.run.Refusal;
import dev.coderun.server.run.RunSlots;
import dev.coderun.server.run.SessionBoxes;
import dev.coderun.server.run.WarmBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Carries rounds out, each on a thread of its own: waits for its turn, builds the program in the session's box and runs
/// it there on one test after the other.
final class RoundRunner {
    private static final System.Logger LOG = System.getLogger(RoundRunner.class.getName());

    /// A box may be gone; two in a row are no accident.
    private static final int MAX_ATTEMPTS = 2;

    private final SessionBoxes boxes;
    private final Judge judge;
    private final RunSlots slots;
    private final LiveTestSettings settings;
    private final LongSupplier nanoTime;

    RoundRunner(
            SessionBoxes boxes,
            Judge judge,
            RunSlots slots,
            LiveTestSettings settings,
            LongSupplier nanoTime) {
        this.boxes = boxes;
        this.judge = judge;
        this.slots = slots;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /// What a round brings along of the rounds before it.
    ///
    /// @param box the session's
    /// @param order in which tests are run
    /// @param unitOrder the same of unit tests
    /// @param known results of cases that are still true, by the test's id
    /// @param units the same of unit tests
    /// @param runsUnits whether there are others
    record Past(
            WarmBox box,
            TestOrder order,
            UnitOrder unitOrder,
            Map<String, TestResult> known,
            Map<LiveTest, TestResult> units,
            boolean runsUnits) {}

    /// Returns when nothing of it runs any more. Whatever goes wrong is an end too.
    RoundEnd run(Round round, Past past, RoundListener listener) {
        try (var turn = new Turn(slots, round, settings.turn(), nanoTime)) {
            return turn.await()
                    ? new Course(round, past, listener, turn).run()
                    : new RoundEnd.Cancelled();
        } catch (Refusal e) {
            return new RoundEnd.Refused(e.sentence());
        } catch (SandboxFailed e) {
            LOG.log(System.Logger.Level.WARNING, "a round of tests failed: {0}", e.getMessage());
            return new RoundEnd.SandboxFailed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RoundEnd.Cancelled();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a round of tests failed", e);
            return new RoundEnd.SandboxFailed("Something in the sandbox broke.");
        }
    }

    /// One round's way through its tests.
    private final class Course {
        private final Round round;
        private final RoundPlan plan;
        private final Past past;
        private final RoundListener listener;
        private final Turn turn;
        private final KeptOutput output = new KeptOutput(settings.outputBytes());
        private List<Diagnostic> ofBuild = List.of();
        private Box box;
        private int timeouts;

        Course(Round round, Past past, RoundListener listener, Turn turn) {
            this.round = round;
            this.plan = round.plan();
            this.past = past;
            this.listener = listener;
            this.turn = turn;
            this.box = takeBox();
        }

        RoundEnd run() throws InterruptedException {
            boolean done = false;
            try {
                var end = buildAndTest();
                if (end.isFinal() && plan.hasCheck()) {
                    listener.tested(end);
                    check();
                }
                done = true;
                return end;
            } finally {
                if (done) {
                    box.expectRuns(plan.tests().size());
                    boxes.giveBack(past.box(), box, plan.language());
                } else {
                    boxes.closeLater(box);
                }
            }
        }

        private RoundEnd buildAndTest() throws InterruptedException {
            if (plan.hasCases() || !plan.hasUnitTests()) {
                var failed = build();
                if (failed.isPresent()) {
                    return failed.get();
                }
            }
            var end = plan.hasCases() ? test() : new RoundEnd.NoTests();
            return plan.hasUnitTests() && !(end instanceof RoundEnd.Cancelled) ? testUnits() : end;
        }

        /// How the round ends if that fails.
        private Optional<RoundEnd> build() throws InterruptedException {
            if (!plan.hasBuild()) {
                return Optional.empty();
            }
            listener.stage(RoundStage.BUILDING);
            var compiler = new Compiler();
            var built = round.running(box.build(plan.program(List.of()), compiler)).await();
            return built instanceof RunOutcome.Exited
                    ? Optional.empty()
                    : Optional.of(notBuilt(built, compiler.said()));
        }

        /// What the quickest compiler leaves out is said once nobody waits for results any more.
        private void check() throws InterruptedException {
            if (!turn.goOn()) {
                return;
            }
            reopenIfUsedUp();
            var found = new ArrayList<Diagnostic>();
            var checked = round.running(box.build(plan.checked(), new Heard(found))).await();
            if (checked instanceof RunOutcome.SandboxFailed(String reason, _)) {
                throw new SandboxFailed(reason);
            }
            if (checked instanceof RunOutcome.Exited) { // Else it could not tell.
                listener.checked(found);
            }
        }

        private RoundEnd notBuilt(RunOutcome built, String said) {
            return switch (built) {
                case RunOutcome.CompileFailed _ -> new RoundEnd.CompileFailed(said);
                case RunOutcome.TimedOut(_, Duration limit, _) ->
                        new RoundEnd.CompileFailed(
                                said
                                        + "The compiler took longer than "
                                        + limit.toSeconds()
                                        + " seconds.\n");
                case RunOutcome.OutOfMemory _ ->
                        new RoundEnd.CompileFailed(
                                said + "The compiler needs more memory than there is.\n");
                case RunOutcome.TooMuchOutput _ ->
                        new RoundEnd.CompileFailed(said + "The compiler says too much.\n");
                case RunOutcome.Exited _, RunOutcome.Signalled _, RunOutcome.TooManyProcesses _ ->
                        new RoundEnd.CompileFailed(
                                said + "The compiler did not end as it should.\n");
                case RunOutcome.Cancelled _ -> new RoundEnd.Cancelled();
                case RunOutcome.SandboxFailed(String reason, _) -> throw new SandboxFailed(reason);
            };
        }

        private RoundEnd test() throws InterruptedException {
            listener.stage(RoundStage.RUNNING);
            try (var cases = judge.cases(plan.validation())) {
                for (var test : past.order().of(plan.tests(), round.id())) {
                    var known = past.known().get(test.test().id());
                    if (known != null) {
                        listener.kept(test.test(), known);
                    } else if (round.wants(test)) {
                        if (!turn.goOn()) {
                            return new RoundEnd.Cancelled();
                        }
                        test(test, cases);
                    }
                }
            } catch (RoundIsOver _) {
                return new RoundEnd.Cancelled();
            }
            return new RoundEnd.Done();
        }

        private void test(CaseTest test, CaseRunner cases) throws InterruptedException {
            var result =
                    test.refusedBecause()
                            .map(TestResult::skipped)
                            .orElseGet(
                                    () ->
                                            timeouts < LiveTestSettings.MAX_TIMEOUTS
                                                    ? null
                                                    : tooSlow());
            if (result == null) {
                listener.started(test.test());
                result = ran(test, cases);
                past.order().ended(test, result.hasPassed(), round.id());
                timeouts += result.isTimeout() ? 1 : 0;
            }
            listener.ended(test.test(), result);
        }

        private RoundEnd testUnits() throws InterruptedException {
            if (!past.units().isEmpty()) {
                listener.found(List.copyOf(past.units().keySet()));
                past.units().forEach(listener::kept);
            }
            if (!past.runsUnits()) {
                return new RoundEnd.Done();
            }
            if (!turn.goOn()) {
                return new RoundEnd.Cancelled();
            }
            reopenIfUsedUp();
            var units = new UnitTests(round, listener, output, settings.outputBytes());
            return units.run(box, past.unitOrder().first(plan.filesWithTests(), round.id()));
        }

        private TestResult ran(CaseTest test, CaseRunner cases) throws InterruptedException {
            for (int attempt = 1; ; attempt++) {
                try {
                    return runOnce(test, cases);
                } catch (SandboxFailed e) {
                    if (attempt == MAX_ATTEMPTS || round.isCancelled()) {
                        throw e;
                    }
                    reopen();
                }
            }
        }

        private void reopenIfUsedUp() {
            if (!box.reusable()) {
                reopen();
            }
        }

        private void reopen() {
            boxes.closeLater(box);
            box = takeBox();
        }

        private Box takeBox() {
            var taken = boxes.take(past.box(), plan.language(), plan.source().files());
            taken.expectRuns(plan.tests().size());
            return taken;
        }

        private TestResult runOnce(CaseTest test, CaseRunner cases) throws InterruptedException {
            reopenIfUsedUp();
            var found = new ArrayList<Diagnostic>();
            RanTest ran =
                    cases.run(
                            (input, limits, sink) ->
                                    round.running(
                                            box.start(
                                                    plan.program(test.data().arguments()),
                                                    input,
                                                    plan.limits().shortened(limits),
                                                    new Tee(sink, found))),
                            plan.limits().given(),
                            test.data());
            switch (ran.outcome()) {
                case RunOutcome.Cancelled _ -> throw new RoundIsOver();
                case RunOutcome.SandboxFailed(String reason, _) -> throw new SandboxFailed(reason);
                default -> {
                    found.removeAll(ofBuild);
                    return Judgement.of(ran, plan.limits(), output, found);
                }
            }
        }

        /// Listens to the compiler.
        private final class Compiler implements OutputSink {
            private final HeardOutput said = new HeardOutput(settings.outputBytes());

            @Override
            public void stage(Stage stage) {}

            @Override
            public void output(Channel channel, byte[] bytes) {
                said.add(channel, bytes);
            }

            @Override
            public void diagnostics(List<Diagnostic> found) {
                ofBuild = found;
                listener.diagnostics(found);
            }

            String said() {
                return output.of(new byte[0], said.stderr()).stderr();
            }
        }
    }

    private static TestResult tooSlow() {
        return TestResult.skipped(
                "Not run, since "
                        + LiveTestSettings.MAX_TIMEOUTS
                        + " tests have run out of time already.");
    }

    /// Passes a program's output on and keeps what its last words say of its files.
    private record Tee(OutputSink sink, List<Diagnostic> found) implements OutputSink {
        @Override
        public void stage(Stage stage) {
            sink.stage(stage);
        }

        @Override
        public void output(Channel channel, byte[] bytes) {
            sink.output(channel, bytes);
        }

        @Override
        public void diagnostics(List<Diagnostic> all) {
            found.clear();
            found.addAll(all);
        }
    }

    /// Keeps what a compiler says of the files.
    private record Heard(List<Diagnostic> found) implements OutputSink {
        @Override
        public void stage(Stage stage) {}

        @Override
        public void output(Channel channel, byte[] bytes) {}

        @Override
        public void diagnostics(List<Diagnostic> all) {
            found.addAll(all);
        }
    }

    /// What ran was stopped, because nobody wants to know any more.
    private static final class RoundIsOver extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RoundIsOver() {
            super(null, null, false, false);
        }
    }
}
