package dev.coderun.server.livetest;

import dev.coderun.executor.Diagnostic;
import dev.coderun.server.problems.DifferenceJson;
import dev.coderun.server.run.RunFrames;
import dev.coderun.server.run.RunMessages.DiagnosticItem;
import dev.coderun.server.run.RunMessages.UsageMessage;
import dev.coderun.server.run.RunOutcomes;
import dev.coderun.session.live.SessionFiles;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the server tells about rounds in messages of type 64, as whole frames.
final class TestsMessages {
    private TestsMessages() {}

    static byte[] round(long round, RoundPlan plan, Optional<String> only, String startedAt) {
        var source = plan.source();
        var problem = plan.session().problem();
        return RunFrames.message(
                new RoundMessage(
                        "tests.round",
                        round,
                        source.revision(),
                        plan.hashes(),
                        source.language().id(),
                        source.entry(),
                        problem.isEmpty() ? null : problem,
                        only.orElse(null),
                        plan.tests().stream().map(test -> TestItem.of(test.test())).toList(),
                        startedAt));
    }

    /// A round that cannot be planned.
    static byte[] refusedRound(long round, SessionFiles files, String startedAt) {
        return RunFrames.message(
                new RoundMessage(
                        "tests.round",
                        round,
                        files.revision(),
                        Map.of(),
                        files.language(),
                        files.entry().orElse(""),
                        null,
                        null,
                        List.of(),
                        startedAt));
    }

    static byte[] stage(long round, RoundStage stage) {
        return RunFrames.message(new StageMessage("tests.stage", round, stage.wireName()));
    }

    static byte[] found(long round, Collection<LiveTest> tests) {
        return RunFrames.message(
                new FoundMessage("tests.found", round, tests.stream().map(TestItem::of).toList()));
    }

    static byte[] started(long round, String test) {
        return RunFrames.message(new StartedMessage("test.started", round, test));
    }

    /// @param kept whether the result is an earlier round's, because nothing that it depends on has changed
    static byte[] ended(long round, String test, TestResult result, boolean kept) {
        return RunFrames.message(
                new EndedMessage(
                        "test.ended",
                        round,
                        test,
                        result.verdict().wireName(),
                        UsageMessage.of(result.usage()),
                        result.output().stdout(),
                        result.output().stderr(),
                        result.output().cut() ? true : null,
                        result.outcome().map(RunOutcomes::json).orElse(null),
                        result.difference().map(DifferenceJson::of).orElse(null),
                        result.message().orElse(null),
                        result.at().map(PlaceItem::of).orElse(null),
                        result.stack().isEmpty()
                                ? null
                                : result.stack().stream().map(FrameItem::of).toList(),
                        kept ? true : null));
    }

    static byte[] diagnostics(long round, List<Diagnostic> found) {
        return RunFrames.message(
                new DiagnosticsMessage(
                        "diagnostics", round, found.stream().map(DiagnosticItem::of).toList()));
    }

    /// @param checking whether the program is still being checked
    static byte[] done(long round, RoundEnd end, Tally tally, long wallMs, boolean checking) {
        return RunFrames.message(
                new DoneMessage(
                        "tests.done",
                        round,
                        end.wireName(),
                        tally.passed(),
                        tally.total(),
                        wallMs,
                        end instanceof RoundEnd.Refused(String reason)
                                ? reason
                                : end instanceof RoundEnd.SandboxFailed(String why) ? why : null,
                        end instanceof RoundEnd.CompileFailed(String said) ? said : null,
                        checking ? true : null));
    }

    private record RoundMessage(
            String t,
            long round,
            long revision,
            Map<String, String> hashes,
            String language,
            String entry,
            @Nullable String problem,
            @Nullable String only,
            List<TestItem> tests,
            String startedAt) {}

    private record TestItem(
            String id, String kind, String name, @Nullable String path, @Nullable Integer line) {
        static TestItem of(LiveTest test) {
            return new TestItem(
                    test.id(),
                    test.kind().wireName(),
                    test.name(),
                    test.place().map(LiveTest.Place::path).orElse(null),
                    test.place().map(LiveTest.Place::line).orElse(null));
        }
    }

    private record StageMessage(String t, long round, String stage) {}

    private record FoundMessage(String t, long round, List<TestItem> tests) {}

    private record StartedMessage(String t, long round, String test) {}

    private record EndedMessage(
            String t,
            long round,
            String test,
            String verdict,
            UsageMessage usage,
            String stdout,
            String stderr,
            @Nullable Boolean cut,
            @Nullable Map<String, Object> outcome,
            @Nullable DifferenceJson difference,
            @Nullable String message,
            @Nullable PlaceItem at,
            @Nullable List<FrameItem> stack,
            @Nullable Boolean kept) {}

    private record PlaceItem(String path, int line) {
        static PlaceItem of(LiveTest.Place place) {
            return new PlaceItem(place.path(), place.line());
        }
    }

    private record FrameItem(String path, int line, String name) {
        static FrameItem of(TestResult.Frame frame) {
            return new FrameItem(frame.place().path(), frame.place().line(), frame.name());
        }
    }

    private record DiagnosticsMessage(String t, long round, List<DiagnosticItem> items) {}

    private record DoneMessage(
            String t,
            long round,
            String outcome,
            int passed,
            int total,
            long wallMs,
            @Nullable String reason,
            @Nullable String compiler,
            @Nullable Boolean checking) {}
}
