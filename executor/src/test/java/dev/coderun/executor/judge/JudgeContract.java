package dev.coderun.executor.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/// Submissions get what they deserve, whatever kind of boxes they are judged in.
public abstract class JudgeContract {
    private static final JudgeLimits LIMITS =
            new JudgeLimits(Duration.ofSeconds(1), 128L << 20, 1 << 20);
    private static final String DOUBLED = "print(2 * int(input()))";

    private final List<String> told = new ArrayList<>();
    private Judge judge;

    protected abstract Sandbox sandbox();

    @BeforeEach
    void makeJudge() {
        judge = new Judge(sandbox());
    }

    // ---- verdicts ----

    @Test
    void aRightProgramIsAcceptedAndEachTestIsToldAsItFalls() throws Exception {
        var report = judge(python(DOUBLED), plain(test("1", "1", "2"), test("2", "21", "42")));

        assertThat(report.verdict()).isEqualTo(Verdict.AC);
        assertThat(told)
                .containsExactly(
                        "building", "built", "start 1", "done 1 AC", "start 2", "done 2 AC");
        assertThat(report.tests().getFirst().outcome().usage().cpu()).isPositive();
        assertThat(report.tests().getFirst().stdout()).asString(UTF_8).isEqualTo("2\n");
    }

    @Test
    void theFirstWrongAnswerEndsItAndSaysWhatDiffers() throws Exception {
        var report =
                judge(
                        python("print(2 * int(input()) if input else 0, end='!')"),
                        plain(test("1", "1", "2"), test("2", "2", "4")));

        assertThat(report.verdict()).isEqualTo(Verdict.WA);
        assertThat(report.tests()).hasSize(1);
        var wrong = (Check.Wrong) report.tests().getFirst().check().orElseThrow();
        assertThat(wrong.difference().orElseThrow().got()).isEqualTo("2!");
    }

    @Test
    void aProgramThatFailsKeepsItsOutputAndItsErrors() throws Exception {
        var report =
                judge(
                        python("print('so far', flush=True)\nraise SystemExit('broken')"),
                        plain(test("1", "1", "2")));

        assertThat(report.verdict()).isEqualTo(Verdict.RTE);
        assertThat(report.tests().getFirst().stdout()).asString(UTF_8).isEqualTo("so far\n");
        assertThat(report.tests().getFirst().stderr()).asString(UTF_8).contains("broken");
    }

    @Test
    void aProgramThatNeverEndsIsTooSlowAndTheNextSubmissionIsNotHurt() throws Exception {
        var slow = judge(python("while True: pass"), plain(test("1", "1", "2")));
        var good = judge(python(DOUBLED), plain(test("1", "1", "2")));

        assertThat(slow.verdict()).isEqualTo(Verdict.TLE);
        assertThat(slow.tests().getFirst().outcome().usage().cpu())
                .isGreaterThan(Duration.ofSeconds(1));
        assertThat(good.verdict()).isEqualTo(Verdict.AC);
    }

    @Test
    void aProgramThatOnlyWaitsIsTooSlowToo() throws Exception {
        var limits = new JudgeLimits(Duration.ofMillis(200), 128L << 20, 1 << 20);

        var report =
                judge(
                        python("import time\ntime.sleep(1000)"),
                        new Task(
                                limits,
                                new Validation.Default(),
                                group(Rules.PASS_FAIL, test("1", "1", "2")),
                                false));

        assertThat(report.verdict()).isEqualTo(Verdict.TLE);
        assertThat(report.tests().getFirst().runs()).isEqualTo(1);
    }

    @Test
    void tooMuchMemoryAndTooMuchOutputHaveVerdictsOfTheirOwn() throws Exception {
        var hog = judge(python("x = bytearray(10**9)"), plain(test("1", "1", "2")));
        var flood = judge(python("while True: print('y' * 1000)"), plain(test("1", "1", "2")));

        assertThat(hog.verdict()).isIn(Verdict.MLE, Verdict.RTE);
        assertThat(flood.verdict()).isEqualTo(Verdict.OLE);
    }

    @Test
    void whatDoesNotCompileIsRunOnNoTest() throws Exception {
        var report = judge(java("void main() { nonsense }"), plain(test("1", "1", "2")));

        assertThat(report.verdict()).isEqualTo(Verdict.CE);
        assertThat(report.tests()).isEmpty();
        assertThat(report.build().messages()).contains("Main.java:1");
        assertThat(report.build().command()).isNotEmpty();
    }

    @Test
    void whatIsBuiltOnceRunsOnEveryTest() throws Exception {
        var source =
                """
                void main() {
                    IO.println(2 * Integer.parseInt(IO.readln().strip()));
                }
                """;

        var report =
                judge(
                        java(source),
                        plain(test("1", "1", "2"), test("2", "2", "4"), test("3", "3", "6")));

        assertThat(report.verdict()).isEqualTo(Verdict.AC);
        assertThat(told).containsOnlyOnce("building");
    }

    @Test
    void nothingOfATestIsLeftForTheNext() throws Exception {
        var remember =
                """
                import os, glob
                seen = [open(f).read() for d in ('.', '/tmp', '/dev/shm') for f in glob.glob(d + '/note*')]
                text = input()
                for d in ('.', '/tmp', '/dev/shm'):
                    try:
                        open(d + '/note', 'w').write(text)
                    except OSError:
                        pass
                print(*seen, 'end')
                """;

        var report = judge(python(remember), plain(test("1", "a", "end"), test("2", "b", "end")));

        assertThat(report.verdict()).isEqualTo(Verdict.AC);
    }

    @Test
    void theAnswerIsNowhereInTheBox() throws Exception {
        var search =
                """
                import subprocess
                print(subprocess.run("grep -rl needle-in-'the-answer' /work /tmp /dev/shm; true",
                    shell=True, capture_output=True, text=True).stdout + "done")
                """;

        var report = judge(python(search), plain(test("1", "1", "needle-in-the-answer")));

        assertThat(report.tests().getFirst().stdout()).asString(UTF_8).isEqualTo("done\n");
    }

    // ---- groups ----

    @Test
    void pointsAreThoseOfTheGroupsThatPassedWhole() throws Exception {
        var small = points("small", 30, test("s1", "1", "2"), test("s2", "2", "4"));
        var large = points("large", 70, test("l1", "5", "10"), test("l2", "6", "13"));

        var report = judge(python(DOUBLED), scoring(small, large));

        assertThat(report.verdict()).isEqualTo(Verdict.WA);
        assertThat(report.score()).isEqualTo(30);
        assertThat(report.possibleScore()).isEqualTo(100);
    }

    @Test
    void aGroupGoesOnAfterAnotherFailedUnlessItNeedsIt() throws Exception {
        var failed = points("first", 10, test("f1", "1", "3"), test("f2", "1", "2"));
        var free = points("free", 20, test("g1", "1", "2"));
        var needing =
                new TestGroup(
                        "needing",
                        new Rules(
                                true,
                                Aggregation.PASS_FAIL,
                                1,
                                OptionalDouble.of(70),
                                true,
                                Set.of("first")),
                        List.of(test("n1", "1", "2")));

        var report = judge(python(DOUBLED), scoring(failed, free, needing));

        assertThat(report.score()).isEqualTo(20);
        assertThat(report.tests()).extracting(TestReport::name).containsExactly("f1", "g1");
    }

    // ---- validators ----

    @Test
    void aValidatorOfTheProblemsOwnDecidesAndExplains() throws Exception {
        var validator =
                """
                import sys
                wanted = int(open(sys.argv[1]).read())
                a, b = map(int, sys.stdin.read().split())
                if a + b != wanted:
                    open(sys.argv[3] + 'teammessage.txt', 'w').write('The sum is off.')
                    open(sys.argv[3] + 'judgemessage.txt', 'w').write(f'{a} + {b} is not {wanted}')
                    sys.exit(43)
                sys.exit(42)
                """;
        var task = custom(validator, test("1", "10", ""), test("2", "11", ""));

        var good = judge(python("n = int(input())\nprint(n - 3, 3)"), task);
        var bad = judge(python("n = int(input())\nprint(7, 3)"), task);

        assertThat(good.verdict()).isEqualTo(Verdict.AC);
        assertThat(bad.verdict()).isEqualTo(Verdict.WA);
        var wrong = (Check.Wrong) bad.tests().getLast().check().orElseThrow();
        assertThat(wrong.message()).contains("The sum is off.");
        assertThat(wrong.judgeMessage()).contains("7 + 3 is not 11");
    }

    @Test
    void aValidatorThatExitsWith0OrCrashesIsBrokenAndNobodyIsAccepted() throws Exception {
        for (var validator :
                List.of(
                        "import sys\nsys.exit(0)",
                        "import sys\nsys.exit(1)",
                        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
                        "raise ValueError")) {
            var report = judge(python(DOUBLED), custom(validator, test("1", "1", "2")));

            assertThat(report.verdict()).isEqualTo(Verdict.JE);
            assertThat(report.reason()).contains("validator");
        }
    }

    @Test
    void aValidatorThatCannotBeBuiltIsAJudgeError() throws Exception {
        var validator = java("void main() { nonsense }");

        var report =
                judge(
                        python(DOUBLED),
                        new Task(
                                LIMITS,
                                new Validation.Custom(validator),
                                group(Rules.PASS_FAIL, test("1", "1", "2")),
                                false));

        assertThat(report.verdict()).isEqualTo(Verdict.JE);
        assertThat(report.reason()).contains("validator").contains("built");
    }

    @Test
    void aValidatorGivesPoints() throws Exception {
        var validator =
                """
                import sys
                open(sys.argv[3] + 'score.txt', 'w').write('12.5')
                sys.exit(42)
                """;
        var rules = new Rules(false, Aggregation.SUM, 50, OptionalDouble.empty(), true, Set.of());
        var task =
                new Task(
                        LIMITS,
                        new Validation.Custom(python(validator)),
                        group(rules, test("1", "1", ""), test("2", "1", "")),
                        true);

        assertThat(judge(python(DOUBLED), task).score()).isEqualTo(25);
    }

    // ---- interaction ----

    private static final String GUESSING =
            """
            import sys
            secret = int(open(sys.argv[1]).read())
            for _ in range(10):
                line = sys.stdin.readline()
                if not line:
                    sys.exit(43)
                guess = int(line)
                answer = 'right' if guess == secret else 'more' if guess < secret else 'less'
                print(answer, flush=True)
                if guess == secret:
                    sys.exit(42)
            open(sys.argv[3] + 'teammessage.txt', 'w').write('Too many guesses.')
            sys.exit(43)
            """;

    @Test
    void anInteractiveValidatorAndASubmissionSpeakOverPipes() throws Exception {
        var bisect =
                """
                low, high = 1, 1000
                while True:
                    middle = (low + high) // 2
                    print(middle, flush=True)
                    answer = input()
                    if answer == 'right':
                        break
                    low, high = (middle + 1, high) if answer == 'more' else (low, middle - 1)
                """;

        var report = judge(python(bisect), interactive(test("1", "1", ""), test("2", "777", "")));

        assertThat(report.verdict()).isEqualTo(Verdict.AC);
        assertThat(report.tests().getFirst().stdout())
                .asString(UTF_8)
                .startsWith("> 500\n< less\n> 250\n");
    }

    @Test
    void aValidatorThatHasSeenEnoughEndsTheSubmission() throws Exception {
        var report = judge(python("while True: print(1)"), interactive(test("1", "500", "")));

        assertThat(report.verdict()).isEqualTo(Verdict.WA);
        assertThat(((Check.Wrong) report.tests().getFirst().check().orElseThrow()).message())
                .contains("Too many guesses.");
    }

    @Test
    void aSubmissionThatCrashesIsToBlameForTheSilence() throws Exception {
        var report =
                judge(
                        python("print(1, flush=True)\nraise ValueError"),
                        interactive(test("1", "500", "")));

        assertThat(report.verdict()).isEqualTo(Verdict.RTE);
    }

    @Test
    void twoThatWaitForEachOtherEndWithTheSubmissionTooSlow() throws Exception {
        var limits = new JudgeLimits(Duration.ofMillis(100), 128L << 20, 1 << 20);
        var task =
                new Task(
                        limits,
                        new Validation.Interactive(python(GUESSING)),
                        group(Rules.PASS_FAIL, test("1", "500", "")),
                        false);

        assertThat(judge(python("input()"), task).verdict()).isEqualTo(Verdict.TLE);
    }

    // ---- the parts ----

    private SubmissionReport judge(SourceProgram program, Task task) throws InterruptedException {
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

    private SourceProgram python(String source) {
        return program("python", source);
    }

    private SourceProgram java(String source) {
        return program("java", source);
    }

    private SourceProgram program(String id, String source) {
        Language language = sandbox().languages().find(id).orElseThrow();
        return new SourceProgram(
                language, language.entry(), Map.of(language.entry(), source.getBytes(UTF_8)));
    }

    private Task custom(String validator, TestNode... tests) {
        return new Task(
                LIMITS,
                new Validation.Custom(python(validator)),
                group(Rules.PASS_FAIL, tests),
                false);
    }

    private Task interactive(TestNode... tests) {
        return new Task(
                LIMITS,
                new Validation.Interactive(python(GUESSING)),
                group(Rules.PASS_FAIL, tests),
                false);
    }

    private static Task plain(TestNode... tests) {
        return new Task(LIMITS, new Validation.Default(), group(Rules.PASS_FAIL, tests), false);
    }

    private static Task scoring(TestNode... groups) {
        var sum = new Rules(false, Aggregation.SUM, 1, OptionalDouble.empty(), true, Set.of());
        return new Task(LIMITS, new Validation.Default(), group(sum, groups), true);
    }

    private static TestGroup points(String name, double points, TestNode... tests) {
        var rules =
                new Rules(
                        true, Aggregation.PASS_FAIL, 1, OptionalDouble.of(points), true, Set.of());
        return new TestGroup(name, rules, List.of(tests));
    }

    private static TestGroup group(Rules rules, TestNode... tests) {
        return new TestGroup("data", rules, List.of(tests));
    }

    private static TestCase test(String name, String input, String answer) {
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
