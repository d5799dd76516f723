package dev.coderun.executor.unittests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Box;
import dev.coderun.executor.Channel;
import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.Diagnostics;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunningProgram;
import dev.coderun.executor.Stage;
import dev.coderun.executor.TestOrder;
import dev.coderun.executor.unittests.UnitTestResult.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One round of a program's unit tests, from its build to its last result. A test that ends its process, or never ends, has
/// its result, and the others are run by another process.
public final class UnitTestRound {
    /// Processes in one round.
    static final int MAX_LAUNCHES = 4;

    /// What a runner that stops a test itself, and says where it was, gets on top of the test's time.
    static final Duration GRACE = Duration.ofMillis(1500);

    /// For a program that is asked where it is before it is ended.
    static final Duration LAST_WORDS = Duration.ofMillis(250);

    /// Ignored unless it means something to the runner.
    private static final int SIGURG = 23;

    private static final Logger LOG = Logger.getLogger(UnitTestRound.class.getName());
    private static final int KEY_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Box box;
    private final UnitTestPlan plan;
    private final UnitTestListener listener;
    private final CompletableFuture<UnitTestOutcome> outcome = new CompletableFuture<>();

    // All guarded by `this`.
    private final TestProgress progress = new TestProgress();
    private @Nullable RunningProgram running;
    private int launches;
    private boolean stopped;
    private boolean overdue; // The test that runs has no more time, and was asked where it is.
    private boolean watched;

    private UnitTestRound(Box box, UnitTestPlan plan, UnitTestListener listener) {
        this.box = box;
        this.plan = plan;
        this.listener = listener;
    }

    /// Begins a round in a session's box, which gets the plan's files. The listener is told by one thread at a time.
    public static UnitTestRound start(Box box, UnitTestPlan plan, UnitTestListener listener) {
        box.setFiles(plan.files());
        var round = new UnitTestRound(box, plan, listener);
        round.launch(plan.only());
        return round;
    }

    /// Ends it; its outcome becomes [UnitTestOutcome.Cancelled].
    public void stop() {
        RunningProgram ended;
        synchronized (this) {
            stopped = true;
            ended = running;
        }
        if (ended != null) {
            ended.stop();
        }
    }

    /// Completes normally, always, after the listener was told everything.
    public CompletableFuture<UnitTestOutcome> outcome() {
        return outcome.copy();
    }

    public UnitTestOutcome await() throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new AssertionError("An outcome never completes exceptionally", e);
        }
    }

    // ---- processes ----

    private void launch(List<String> only) {
        var key = newKey();
        var program = plan.program().testing(new TestOrder(key, plan.each(), plan.first(), only));
        var attempt = new Attempt(new RunnerLines(key, plan.files().keySet()));
        var begun = box.start(program, RunInput.none(), plan.limits(), attempt);
        boolean late;
        synchronized (this) {
            running = begun;
            launches++;
            overdue = false;
            late = stopped;
        }
        if (late) {
            begun.stop();
        }
        var _ = begun.outcome().thenAccept(attempt::ended).exceptionally(this::fail);
    }

    /// A fault of ours, or of the listener's, shall not leave anybody waiting.
    private @Nullable Void fail(Throwable fault) {
        LOG.log(Level.SEVERE, "A round of unit tests could not be ended", fault);
        outcome.complete(new UnitTestOutcome.SandboxFailed("The tests could not be run."));
        return null;
    }

    private static String newKey() {
        var key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /// One of the round's processes, and what it tells.
    private final class Attempt implements OutputSink {
        private final RunnerLines lines;

        // Used by one thread at a time.
        private final ByteArrayOutputStream lastWords = new ByteArrayOutputStream();
        private boolean endHeard;
        private String fault = "";

        Attempt(RunnerLines lines) {
            this.lines = lines;
        }

        @Override
        public void stage(Stage stage) {
            listener.stage(stage);
        }

        @Override
        public void output(Channel channel, byte[] bytes) {
            if (channel == Channel.STDERR && isOverdue()) {
                int room = Diagnostics.MAX_READ_BYTES - lastWords.size();
                lastWords.write(bytes, 0, Math.min(room, bytes.length));
            }
            var current = current();
            if (current.isEmpty()) {
                listener.outputOutside(channel, bytes);
            } else {
                listener.output(current, channel, bytes);
            }
        }

        @Override
        public void diagnostics(List<Diagnostic> found) {
            listener.diagnostics(found);
        }

        @Override
        public void events(byte[] bytes) {
            if (!fault.isEmpty()) {
                return;
            }
            try {
                for (var event : lines.add(bytes)) {
                    if (endHeard) {
                        throw new IOException("Something was told after the end");
                    }
                    hear(event);
                }
            } catch (IOException e) {
                fault = "What runs the tests was disturbed.";
                stopProcess();
            } catch (TestProgress.TooMany e) {
                fault = "There are more than " + TestProgress.MAX_TESTS + " tests.";
                stopProcess();
            }
        }

        private void hear(RunnerEvent event) throws IOException, TestProgress.TooMany {
            switch (event) {
                case RunnerEvent.Found(List<UnitTest> tests) -> found(tests);
                case RunnerEvent.Started(String id) -> started(id);
                case RunnerEvent.Ended(UnitTestResult result) -> tellEnd(result);
                case RunnerEvent.End() -> endHeard = true;
            }
        }

        void ended(RunOutcome how) {
            end(how).ifPresent(outcome::complete);
        }

        /// Empty if the round goes on with another process.
        private Optional<UnitTestOutcome> end(RunOutcome how) {
            if (isStopped()) {
                return Optional.of(new UnitTestOutcome.Cancelled());
            }
            if (how instanceof RunOutcome.CompileFailed) {
                return Optional.of(new UnitTestOutcome.CompileFailed());
            }
            if (how instanceof RunOutcome.SandboxFailed(String reason, var _)) {
                return Optional.of(new UnitTestOutcome.SandboxFailed(reason));
            }
            return fault.isEmpty()
                    ? afterProcess(how, endHeard, lastWords.toString(UTF_8))
                    : Optional.of(new UnitTestOutcome.Failed(fault));
        }
    }

    private synchronized String current() {
        return progress.current();
    }

    private synchronized boolean isOverdue() {
        return overdue;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private void stopProcess() {
        RunningProgram ended;
        synchronized (this) {
            ended = running;
        }
        if (ended != null) {
            ended.stop();
        }
    }

    // ---- tests ----

    private void found(List<UnitTest> tests) throws TestProgress.TooMany {
        List<UnitTest> unknown;
        synchronized (this) {
            unknown = progress.add(tests);
        }
        if (!unknown.isEmpty()) {
            listener.found(unknown);
        }
    }

    private void started(String id) throws IOException {
        synchronized (this) {
            progress.start(id);
            overdue = false;
            watch(plan.each().plus(GRACE));
        }
        listener.started(id);
    }

    private void tellEnd(UnitTestResult result) throws IOException {
        synchronized (this) {
            progress.end(result);
        }
        listener.ended(result);
    }

    /// One alarm at a time, whichever test runs when it rings.
    private synchronized void watch(Duration patience) {
        if (watched) {
            return;
        }
        watched = true;
        CompletableFuture.delayedExecutor(
                        patience.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(this::lookAtTheClock);
    }

    private void lookAtTheClock() {
        Optional<RunningProgram> late = Optional.empty();
        boolean wasAsked;
        synchronized (this) {
            watched = false;
            wasAsked = overdue;
            if (!progress.current().isEmpty() && !outcome.isDone()) {
                var left = plan.each().plus(GRACE).minus(progress.currentTook());
                if (left.isPositive()) {
                    watch(left.plusMillis(1));
                } else {
                    late = Optional.ofNullable(running);
                    overdue = true;
                    watch(LAST_WORDS);
                }
            }
        }
        late.ifPresent(wasAsked ? RunningProgram::stop : program -> program.signal(SIGURG));
    }

    // ---- the end ----

    private Optional<UnitTestOutcome> afterProcess(
            RunOutcome how, boolean endHeard, String lastWords) {
        if (!current().isEmpty()) {
            UnitTestResult result;
            synchronized (this) {
                result = resultOfCutOff(how, lastWords);
                progress.endCurrent(result);
            }
            listener.ended(result);
        } else if (!endHeard && !endedByRunner()) {
            return Optional.of(
                    new UnitTestOutcome.Failed(
                            "The program ended before its tests did: " + Reasons.of(how)));
        }
        return endHeard ? Optional.of(done("It was not run.")) : goOn();
    }

    /// A runner that cannot stop a test ends its process, once it has told of it.
    private synchronized boolean endedByRunner() {
        return progress.lastVerdict() == Verdict.TIMEOUT;
    }

    private synchronized UnitTestResult resultOfCutOff(RunOutcome how, String lastWords) {
        var id = progress.current();
        var took = progress.currentTook();
        if (overdue) {
            var text = "It ran for longer than " + Reasons.seconds(plan.each()) + ".";
            return new UnitTestResult(
                    id, Verdict.TIMEOUT, took, text, placeIn(lastWords), List.of());
        }
        var verdict = how instanceof RunOutcome.TimedOut ? Verdict.TIMEOUT : Verdict.ERROR;
        return UnitTestResult.of(
                id, verdict, took, "The program ended while this test ran: " + Reasons.of(how));
    }

    private Optional<Place> placeIn(String lastWords) {
        return plan.program().language().diagnostics().ofRun(lastWords, plan.files()).stream()
                .findFirst()
                .map(found -> new Place(found.path(), found.line()));
    }

    private Optional<UnitTestOutcome> goOn() {
        List<String> rest;
        boolean again;
        synchronized (this) {
            rest = progress.rest();
            again = !rest.isEmpty() && launches < MAX_LAUNCHES && !stopped;
        }
        if (again && box.reusable()) {
            try {
                launch(rest);
                return Optional.empty();
            } catch (IllegalStateException _) {
                // The box was used up just now.
            }
        }
        return Optional.of(
                isStopped()
                        ? new UnitTestOutcome.Cancelled()
                        : done("It was not run: another test ended the program."));
    }

    private UnitTestOutcome done(String whyNotRun) {
        List<String> rest;
        synchronized (this) {
            rest = progress.rest();
        }
        for (var id : rest) {
            listener.ended(UnitTestResult.of(id, Verdict.SKIPPED, Duration.ZERO, whyNotRun));
        }
        return new UnitTestOutcome.Done();
    }
}
