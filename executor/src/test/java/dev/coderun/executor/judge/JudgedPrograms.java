package dev.coderun.executor.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Language;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.judge.TestGroup.Aggregation;
import dev.coderun.executor.judge.TestGroup.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/// How the tests of judging hand in programs, and what problems they have.
@Timeout(120)
public abstract class JudgedPrograms {
    static final JudgeLimits LIMITS = new JudgeLimits(Duration.ofSeconds(1), 128L << 20, 1 << 20);

    /// A validator that takes longer is broken, and known to be before a submission's wall time is over.
    static final ValidatorLimits VALIDATOR_LIMITS =
            new ValidatorLimits(Duration.ofSeconds(1), 64L << 20, 64 * 1024);

    static final String DOUBLED = "print(2 * int(input()))";

    /// What the listener of the last submission was told.
    final List<String> told = new ArrayList<>();

    private Judge judge;

    protected abstract Sandbox sandbox();

    @BeforeEach
    void makeJudge() {
        judge = new Judge(sandbox());
    }

    SubmissionReport judge(SourceProgram program, Task task) throws InterruptedException {
        told.clear();
        return judge.judge(
                program,
                task,
                new JudgeListener() {
                    @Override
                    public void building() {
                        told.add("building");
                    }

                    @Override
                    public void built(BuildReport report) {
                        told.add("built");
                    }

                    @Override
                    public void testStarted(int index, String name) {
                        told.add("start " + name);
                    }

                    @Override
                    public void testDone(TestReport report) {
                        told.add("done " + report.name() + " " + report.verdict());
                    }
                });
    }

    SourceProgram python(String source) {
        return program("python", source);
    }

    SourceProgram java(String source) {
        return program("java", source);
    }

    SourceProgram program(String id, String source) {
        Language language = sandbox().languages().find(id).orElseThrow();
        return new SourceProgram(
                language, language.entry(), Map.of(language.entry(), source.getBytes(UTF_8)));
    }

    Task custom(String validator, TestNode... tests) {
        return custom(python(validator), VALIDATOR_LIMITS, tests);
    }

    Task custom(SourceProgram validator, ValidatorLimits limits, TestNode... tests) {
        return validated(new Validation.Custom(validator, limits), tests);
    }

    Task interactive(String validator, TestNode... tests) {
        return validated(new Validation.Interactive(python(validator), VALIDATOR_LIMITS), tests);
    }

    private Task validated(Validation validation, TestNode... tests) {
        return new Task(LIMITS, validation, group(Rules.PASS_FAIL, tests), false);
    }

    static Task plain(TestNode... tests) {
        return new Task(LIMITS, new Validation.Default(), group(Rules.PASS_FAIL, tests), false);
    }

    static Task scoring(TestNode... groups) {
        var sum = new Rules(false, Aggregation.SUM, 1, OptionalDouble.empty(), true, Set.of());
        return new Task(LIMITS, new Validation.Default(), group(sum, groups), true);
    }

    static TestGroup points(String name, double points, TestNode... tests) {
        var rules =
                new Rules(
                        true, Aggregation.PASS_FAIL, 1, OptionalDouble.of(points), true, Set.of());
        return new TestGroup(name, rules, List.of(tests));
    }

    static TestGroup group(Rules rules, TestNode... tests) {
        return new TestGroup("data", rules, List.of(tests));
    }

    static TestCase test(String name, String input, String answer) {
        var data =
                new TestData() {
                    @Override
                    public byte[] input() {
                        return (input + "\n").getBytes(UTF_8);
                    }

                    @Override
                    public byte[] answer() {
                        return answer.getBytes(UTF_8);
                    }
                };
        return new TestCase(name, data, List.of(), List.of());
    }
}
