package dev.coderun.executor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.judge.TestGroup.Aggregation;
import dev.coderun.executor.judge.TestGroup.Rules;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The rules of groups of tests, for a program of which is known on which test it is right.
final class JudgeGroupsTest {
    private static final boolean RIGHT = true;
    private static final boolean WRONG = false;

    @Test
    void theLeastOfAGroupIsWhatItsWorstTestGives() throws Exception {
        var group = group("g", rules(Aggregation.MIN, 5), tests(3));

        assertThat(judged(group, RIGHT, RIGHT, RIGHT).score()).isEqualTo(5);
        assertThat(judged(group, RIGHT, WRONG, RIGHT).score()).isZero();
    }

    @Test
    void theLeastOfGroupsIsWhatTheWorstOfThemGives() throws Exception {
        var groups =
                group(
                        "g",
                        rules(Aggregation.MIN, 1),
                        group("low", rules(Aggregation.SUM, 10), tests(2)),
                        group("high", rules(Aggregation.SUM, 30), tests(2)));

        assertThat(judged(groups, WRONG, RIGHT, RIGHT, RIGHT).score()).isEqualTo(10);
        assertThat(judged(groups, RIGHT, RIGHT, WRONG, RIGHT).score()).isEqualTo(20);
    }

    @Test
    void aSumIsNoMoreThanItsGroupGives() throws Exception {
        var rules = new Rules(false, Aggregation.SUM, 3, OptionalDouble.of(5), true, Set.of());
        var group = group("g", rules, tests(3));

        assertThat(judged(group, RIGHT, WRONG, WRONG).score()).isEqualTo(3);
        assertThat(judged(group, RIGHT, RIGHT, RIGHT).score()).isEqualTo(5);
    }

    @Test
    void whatAGroupStopsAtIsTheLastThatRuns() throws Exception {
        var rules = new Rules(true, Aggregation.MIN, 5, OptionalDouble.empty(), true, Set.of());
        var group = group("g", rules, tests(3));

        var report = judged(group, RIGHT, WRONG);

        assertThat(report.verdict()).isEqualTo(Verdict.WA);
        assertThat(report.score()).isZero();
        assertThat(report.tests()).extracting(TestReport::name).containsExactly("t0", "t1");
    }

    @Test
    void whatDoesNotCountIsRunAndCostsNothing() throws Exception {
        var ignored =
                new Rules(false, Aggregation.SUM, 10, OptionalDouble.empty(), false, Set.of());
        var groups =
                group(
                        "g",
                        rules(Aggregation.SUM, 1),
                        group("sample", ignored, tests(1)),
                        group("secret", rules(Aggregation.SUM, 10), tests(1)));

        var report = judged(groups, WRONG, RIGHT);

        assertThat(report.verdict()).isEqualTo(Verdict.AC);
        assertThat(report.score()).isEqualTo(10);
        assertThat(report.possibleScore()).isEqualTo(10);
        assertThat(report.tests()).hasSize(2);
    }

    @Test
    void whatNeedsAnotherGroupIsRunOnlyIfThatPassed() throws Exception {
        var needing =
                new Rules(
                        false, Aggregation.SUM, 10, OptionalDouble.empty(), true, Set.of("first"));
        var groups =
                group(
                        "g",
                        rules(Aggregation.SUM, 1),
                        group("first", rules(Aggregation.SUM, 10), tests(1)),
                        group("second", needing, tests(1)));

        assertThat(judged(groups, RIGHT, RIGHT).score()).isEqualTo(20);
        assertThat(judged(groups, WRONG).tests()).hasSize(1);
    }

    /// The program is right or wrong on one test after the other, and run no more often.
    private static SubmissionReport judged(TestGroup tests, Boolean... right)
            throws InterruptedException {
        var left = new ArrayDeque<>(List.of(right));
        var sandbox =
                new ScriptedSandbox(
                        program -> {
                            program.prints(left.remove() ? "right" : "wrong");
                            program.ends(ScriptedSandbox.GOOD);
                        });
        var task = new Task(JudgedPrograms.LIMITS, new Validation.Default(), tests, true);
        var submission = ScriptedSandbox.source(ScriptedSandbox.interpreted(), "x");
        var report = new Judge(sandbox).judge(submission, task, new JudgeTest.Silent());
        assertThat(left).isEmpty();
        return report;
    }

    private static Rules rules(Aggregation aggregation, double ofTest) {
        return new Rules(false, aggregation, ofTest, OptionalDouble.empty(), true, Set.of());
    }

    private static TestGroup group(String name, Rules rules, TestNode... children) {
        return new TestGroup(name, rules, List.of(children));
    }

    private static TestNode[] tests(int count) {
        var tests = new TestNode[count];
        for (int i = 0; i < count; i++) {
            tests[i] = JudgedPrograms.test("t" + i, "", "right");
        }
        return tests;
    }
}
