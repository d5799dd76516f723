package dev.coderun.server.livetest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Box;
import dev.coderun.executor.Channel;
import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.Stage;
import dev.coderun.executor.Usage;
import dev.coderun.executor.unittests.Place;
import dev.coderun.executor.unittests.UnitTest;
import dev.coderun.executor.unittests.UnitTestListener;
import dev.coderun.executor.unittests.UnitTestOutcome;
import dev.coderun.executor.unittests.UnitTestResult;
import dev.coderun.executor.unittests.UnitTestRound;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs the unit tests in a session's files for one round, and tells of them as of all other tests. Told by one thread at
/// a time.
final class UnitTests implements UnitTestListener {
    private final Round round;
    private final RoundListener listener;
    private final KeptOutput output;
    private final int maxBytes;
    private final Map<String, LiveTest> found = new HashMap<>();
    private final HeardOutput compiler;
    private HeardOutput ofTest;

    /// @param maxBytes of each stream of a test that are told
    UnitTests(Round round, RoundListener listener, KeptOutput output, int maxBytes) {
        this.round = round;
        this.listener = listener;
        this.output = output;
        this.maxBytes = maxBytes;
        compiler = new HeardOutput(maxBytes);
        ofTest = new HeardOutput(maxBytes);
    }

    /// Runs those that are wanted, in this box, these first. Throws [SandboxFailed] if it does not do its part.
    RoundEnd run(Box box, List<String> first) throws InterruptedException {
        var only = round.only().map(LiveTest.Kind.UNIT::nameIn).map(List::of).orElse(List.of());
        var running = UnitTestRound.start(box, round.plan().unitTests(first, only), this);
        round.stopsBy(running::stop);
        return switch (running.await()) {
            case UnitTestOutcome.Done _ -> new RoundEnd.Done();
            case UnitTestOutcome.Cancelled _ -> new RoundEnd.Cancelled();
            case UnitTestOutcome.CompileFailed _ ->
                    new RoundEnd.CompileFailed(new String(compiler.stderr(), UTF_8));
            case UnitTestOutcome.Failed(String reason) -> new RoundEnd.Refused(reason);
            case UnitTestOutcome.SandboxFailed(String reason) -> throw new SandboxFailed(reason);
        };
    }

    @Override
    public void stage(Stage stage) {
        listener.stage(
                switch (stage) {
                    case COMPILING -> RoundStage.BUILDING;
                    case RUNNING -> RoundStage.RUNNING;
                });
    }

    @Override
    public void diagnostics(List<Diagnostic> diagnostics) {
        listener.diagnostics(diagnostics);
    }

    @Override
    public void found(List<UnitTest> tests) {
        var all = tests.stream().map(UnitTests::told).toList();
        for (int i = 0; i < tests.size(); i++) {
            found.put(tests.get(i).id(), all.get(i));
        }
        listener.found(all);
    }

    private static LiveTest told(UnitTest test) {
        return new LiveTest(
                LiveTest.Kind.UNIT.id(test.id()),
                LiveTest.Kind.UNIT,
                test.name(),
                test.place().map(UnitTests::told));
    }

    private static LiveTest.Place told(Place place) {
        return new LiveTest.Place(place.path(), place.line());
    }

    @Override
    public void started(String id) {
        ofTest = new HeardOutput(maxBytes);
        Optional.ofNullable(found.get(id)).ifPresent(listener::started);
    }

    @Override
    public void output(String id, Channel channel, byte[] bytes) {
        ofTest.add(channel, bytes);
    }

    @Override
    public void outputOutside(Channel channel, byte[] bytes) {
        compiler.add(channel, bytes);
    }

    @Override
    public void ended(UnitTestResult result) {
        var test = found.get(result.id());
        if (test != null) {
            listener.ended(test, told(result));
        }
        ofTest = new HeardOutput(maxBytes);
    }

    private TestResult told(UnitTestResult result) {
        return new TestResult(
                verdict(result.verdict()),
                Optional.empty(),
                new Usage(result.took(), Duration.ZERO, 0),
                Optional.empty(),
                output.of(ofTest.stdout(), ofTest.stderr()),
                Optional.of(result.message()).filter(text -> !text.isEmpty()),
                result.place().map(UnitTests::told),
                result.stack().stream()
                        .map(frame -> new TestResult.Frame(told(frame.place()), frame.name()))
                        .toList());
    }

    private static TestResult.Verdict verdict(UnitTestResult.Verdict verdict) {
        return switch (verdict) {
            case PASSED -> TestResult.Verdict.PASSED;
            case FAILED -> TestResult.Verdict.FAILED;
            case ERROR -> TestResult.Verdict.ERROR;
            case TIMEOUT -> TestResult.Verdict.TIMEOUT;
            case SKIPPED -> TestResult.Verdict.SKIPPED;
        };
    }
}
