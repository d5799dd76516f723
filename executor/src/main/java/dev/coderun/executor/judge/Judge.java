package dev.coderun.executor.judge;

import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.SandboxUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges submissions: builds one once, in a build box, and runs it on test after test in fresh run boxes, by the rules
/// of the tests' groups. Tests' data never enter a box but as a program's input. May be used by many threads at once.
public final class Judge {
    /// Built validators that are kept for the next submission.
    static final int MAX_KEPT_VALIDATORS = 16;

    private final Sandbox sandbox;
    private final Builder builder;

    // Guarded by itself; the one used longest ago goes first.
    private final Map<SourceProgram, BuiltProgram> validators =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<SourceProgram, BuiltProgram> eldest) {
                    return size() > MAX_KEPT_VALIDATORS;
                }
            };

    public Judge(Sandbox sandbox) {
        this.sandbox = sandbox;
        builder = new Builder(sandbox);
    }

    /// Throws [SandboxUnavailable] if nothing can be run now: then nothing is said of the submission, and it is to be
    /// judged later. Every other fault of this side is a report with the verdict [Verdict#JE].
    public SubmissionReport judge(SourceProgram submission, Task task, JudgeListener listener)
            throws InterruptedException {
        listener.building();
        Builder.Built built;
        Optional<BuiltProgram> validator;
        try {
            built = builder.build(submission);
            validator = validator(task.validation());
        } catch (SandboxUnavailable e) {
            throw e;
        } catch (SandboxFailed e) {
            var nothing = new BuildReport(false, List.of(), "", Duration.ZERO);
            return broken(task, nothing, List.of(), e);
        }
        listener.built(built.report());
        if (!built.report().succeeded()) {
            return new SubmissionReport(
                    Verdict.CE, 0, task.tests().possibleScore(), built.report(), List.of(), "");
        }
        var round = new Round(task, listener);
        try (var runner = new TestRunner(sandbox, task, built.program(), validator)) {
            var result = round.run(task.tests(), runner);
            return new SubmissionReport(
                    result.verdict(),
                    result.score(),
                    task.tests().possibleScore(),
                    built.report(),
                    round.reports,
                    round.reason);
        } catch (SandboxUnavailable e) {
            throw e;
        } catch (SandboxFailed e) {
            return broken(task, built.report(), round.reports, e);
        }
    }

    /// Whatever runs programs on tests by the same rules, in boxes of its own; the problem's validator is built first.
    /// Throws [SandboxFailed] if it cannot be.
    public CaseRunner cases(Validation validation) throws InterruptedException {
        return new CaseRunner(sandbox, validation, validator(validation));
    }

    private static SubmissionReport broken(
            Task task, BuildReport build, List<TestReport> tests, SandboxFailed failure) {
        return new SubmissionReport(
                Verdict.JE,
                0,
                task.tests().possibleScore(),
                build,
                tests,
                String.valueOf(failure.getMessage()));
    }

    private Optional<BuiltProgram> validator(Validation validation) throws InterruptedException {
        return switch (validation) {
            case Validation.Default() -> Optional.empty();
            case Validation.Custom(var source, _) -> Optional.of(validator(source));
            case Validation.Interactive(var source, _) -> Optional.of(validator(source));
        };
    }

    private BuiltProgram validator(SourceProgram source) throws InterruptedException {
        synchronized (validators) {
            var kept = validators.get(source);
            if (kept != null) {
                return kept;
            }
        }
        var built = builder.build(source);
        if (!built.report().succeeded()) {
            throw new SandboxFailed("The problem's output validator could not be built.");
        }
        synchronized (validators) {
            validators.put(source, built.program());
        }
        return built.program();
    }

    /// One submission's way through its tests.
    private static final class Round {
        private final JudgeListener listener;
        private final List<TestCase> order;
        private final List<TestReport> reports = new ArrayList<>();
        private final Map<String, Verdict> groups = new HashMap<>();
        private String reason = "";

        Round(Task task, JudgeListener listener) {
            this.listener = listener;
            order = task.tests().tests();
        }

        private record Result(Verdict verdict, double score) {}

        Result run(TestGroup group, TestRunner runner) throws InterruptedException {
            var rules = group.rules();
            var missed = missedRequirement(rules);
            if (missed.isPresent()) {
                return new Result(missed.get(), 0);
            }
            var verdict = Verdict.AC;
            double sum = 0;
            double min = Double.POSITIVE_INFINITY;
            for (var child : group.children()) {
                var result =
                        switch (child) {
                            case TestCase test -> runTest(test, rules, runner);
                            case TestGroup inner -> run(inner, runner);
                        };
                if (result.verdict() == Verdict.JE) {
                    return result;
                }
                if (!(child instanceof TestGroup inner) || inner.rules().counts()) {
                    verdict = verdict == Verdict.AC ? result.verdict() : verdict;
                    sum += result.score();
                    min = Math.min(min, result.score());
                    if (verdict != Verdict.AC && rules.stopsAtFailure()) {
                        min = 0; // Of what is not run.
                        break;
                    }
                }
            }
            groups.put(group.name(), verdict);
            return new Result(verdict, score(group, verdict, sum, min));
        }

        private Result runTest(TestCase test, TestGroup.Rules rules, TestRunner runner)
                throws InterruptedException {
            int index = order.indexOf(test);
            listener.testStarted(index, test.name());
            var report = runner.run(index, test, rules);
            reports.add(report);
            listener.testDone(report);
            if (report.check().isPresent()
                    && report.check().get() instanceof Check.Broken(String why)) {
                reason = why;
            }
            return new Result(report.verdict(), report.score());
        }

        private static double score(TestGroup group, Verdict verdict, double sum, double min) {
            double max = group.possibleScore();
            return switch (group.rules().aggregation()) {
                case PASS_FAIL -> verdict == Verdict.AC ? max : 0;
                case SUM -> Math.min(sum, max);
                case MIN -> group.children().isEmpty() ? 0 : Math.min(min, max);
            };
        }

        private Optional<Verdict> missedRequirement(TestGroup.Rules rules) {
            return rules.required().stream()
                    .map(name -> groups.getOrDefault(name, Verdict.WA))
                    .filter(verdict -> verdict != Verdict.AC)
                    .findFirst();
        }
    }
}
