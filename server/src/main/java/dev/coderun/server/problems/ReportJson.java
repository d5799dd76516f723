package dev.coderun.server.problems;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.judge.BuildReport;
import dev.coderun.executor.judge.Check;
import dev.coderun.executor.judge.TestCase;
import dev.coderun.executor.judge.TestReport;
import dev.coderun.server.problems.ProblemPackage.TestNote;
import dev.coderun.server.run.RunOutcomes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is told of a submission, as JSON. Of a secret test whose package does not show it: its verdict, what it used, and
/// its author's words; never data, nor what the program wrote, which may be the data.
record ReportJson(
        @Nullable BuildJson build, List<TestJson> tests, @Nullable String reason, Stages stages) {
    static final int MAX_SHOWN_BYTES = 4 * 1024;

    /// How long each stage took.
    record Stages(long queuedMs, long buildMs, long testsMs) {}

    record BuildJson(
            boolean succeeded,
            String compiler,
            List<String> command,
            String messages,
            long wallMs) {
        static BuildJson of(BuildReport report, String compiler) {
            return new BuildJson(
                    report.succeeded(),
                    compiler,
                    report.command(),
                    report.messages(),
                    report.wall().toMillis());
        }
    }

    record TestJson(
            int index,
            String group,
            boolean sample,
            String verdict,
            long cpuMs,
            long wallMs,
            long memoryBytes,
            Map<String, Object> outcome,
            int runs,
            double score,
            @Nullable String hint,
            @Nullable String message,
            @Nullable DifferenceJson difference,
            @Nullable String input,
            @Nullable String answer,
            @Nullable String stdout,
            @Nullable String stderr) {
        static TestJson of(TestReport report, TestCase test, TestNote note) {
            boolean failed = !report.verdict().name().equals("AC");
            boolean shown = note.isShown();
            var usage = report.outcome().usage();
            return new TestJson(
                    report.index(),
                    test.name().contains("/")
                            ? test.name().substring(0, test.name().lastIndexOf('/'))
                            : "",
                    note.isSample(),
                    report.verdict().name(),
                    usage.cpu().toMillis(),
                    usage.wall().toMillis(),
                    usage.peakMemoryBytes(),
                    RunOutcomes.json(report.outcome()),
                    report.runs(),
                    report.score(),
                    failed && !note.hint().isEmpty() ? note.hint() : null,
                    message(report, shown),
                    shown ? difference(report) : null,
                    shown ? text(test.data().input()) : null,
                    shown ? text(test.data().answer()) : null,
                    shown ? text(report.stdout()) : null,
                    shown ? text(report.stderr()) : null);
        }

        private static @Nullable String message(TestReport report, boolean shown) {
            var check = report.check();
            if (check.isEmpty() || !(check.get() instanceof Check.Wrong wrong)) {
                return null;
            }
            return shown && wrong.message().isEmpty()
                    ? wrong.judgeMessage().orElse(null)
                    : wrong.message().orElse(null);
        }

        private static @Nullable DifferenceJson difference(TestReport report) {
            var check = report.check();
            return check.isPresent()
                            && check.get() instanceof Check.Wrong wrong
                            && wrong.difference().isPresent()
                    ? DifferenceJson.of(wrong.difference().get())
                    : null;
        }

        private static String text(byte[] bytes) {
            int length = Math.min(bytes.length, MAX_SHOWN_BYTES);
            return new String(bytes, 0, length, UTF_8) + (length < bytes.length ? "…" : "");
        }
    }
}
