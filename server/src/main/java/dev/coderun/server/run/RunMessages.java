package dev.coderun.server.run;

import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the server tells about runs in messages of type 64, as whole frames.
public final class RunMessages {
    private RunMessages() {}

    /// What is told of a run at each of its stages but does not change.
    record Description(
            long run,
            RunMode mode,
            String language,
            String entry,
            Starter startedBy,
            long revision,
            Map<String, String> hashes,
            String startedAt) {}

    record Starter(String id, String name) {}

    static byte[] stage(Description run, RunStage stage, boolean stdinOpen) {
        return RunFrames.message(
                new StageMessage(
                        "run.stage",
                        run.run(),
                        stage.wireName(),
                        run.mode().wireName(),
                        run.language(),
                        run.entry(),
                        run.startedBy(),
                        run.revision(),
                        run.hashes(),
                        run.startedAt(),
                        stdinOpen));
    }

    static byte[] gap(long run, long from, long to) {
        return RunFrames.message(new GapMessage("run.gap", run, from, to));
    }

    static byte[] done(long run, RunOutcome outcome, long logBytes) {
        return RunFrames.message(
                new DoneMessage(
                        "run.done",
                        run,
                        RunOutcomes.json(outcome),
                        UsageMessage.of(outcome.usage()),
                        logBytes));
    }

    static byte[] diagnostics(long run, List<Diagnostic> found) {
        return RunFrames.message(
                new DiagnosticsMessage(
                        "diagnostics", run, found.stream().map(DiagnosticItem::of).toList()));
    }

    public static byte[] error(RunError error, String message, Optional<Long> run) {
        return RunFrames.message(
                new ErrorMessage("error", error.code(), message, run.orElse(null)));
    }

    private record StageMessage(
            String t,
            long run,
            String stage,
            String mode,
            String language,
            String entry,
            Starter startedBy,
            long revision,
            Map<String, String> hashes,
            String startedAt,
            boolean stdinOpen) {}

    private record GapMessage(String t, long run, long from, long to) {}

    private record DoneMessage(
            String t, long run, Map<String, Object> outcome, UsageMessage usage, long length) {}

    public record UsageMessage(long wallMs, long cpuMs, long memoryBytes) {
        public static UsageMessage of(Usage usage) {
            return new UsageMessage(
                    usage.wall().toMillis(), usage.cpu().toMillis(), usage.peakMemoryBytes());
        }
    }

    private record DiagnosticsMessage(String t, long run, List<DiagnosticItem> items) {}

    public record DiagnosticItem(
            String path, int line, @Nullable Integer column, String severity, String text) {
        public static DiagnosticItem of(Diagnostic found) {
            return new DiagnosticItem(
                    found.path(),
                    found.line(),
                    found.column() == 0 ? null : found.column(),
                    found.severity().name().toLowerCase(Locale.ROOT),
                    found.text());
        }
    }

    private record ErrorMessage(String t, String code, String message, @Nullable Long run) {}
}
