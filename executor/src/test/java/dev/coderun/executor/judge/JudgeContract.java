package dev.coderun.executor.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.judge.TestGroup.Aggregation;
import dev.coderun.executor.judge.TestGroup.Rules;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Submissions get what they deserve, whatever kind of boxes they are judged in.
public abstract class JudgeContract extends JudgedPrograms {
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

        assertThat(hog.verdict()).isEqualTo(Verdict.MLE);
        assertThat(flood.verdict()).isEqualTo(Verdict.OLE);
    }

    @ParameterizedTest
    @CsvSource({
        "java, 'void main() { var all = new java.util.ArrayList<byte[]>();"
                + " while (true) all.add(new byte[1 << 20]); }'",
        "javascript, 'const all = []; while (true) all.push(new Array(100000).fill(0.5));'",
    })
    void aRuntimeThatFindsNoMoreMemoryIsOverTheLimitToo(String id, String hog) throws Exception {
        var report = judge(program(id, hog), withMemory(128L << 20));

        assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.MLE);
        assertThat(report.tests().getFirst().stdout()).isEmpty();
    }

    @Test
    void aProblemMayGiveMoreMemoryThanABoxUsuallyHas() throws Exception {
        var hungry = "import sys\nx = bytearray(350 << 20)\nprint(2 * int(input()))";

        var given = judge(python(hungry), withMemory(500L << 20));
        var refused = judge(python(hungry), withMemory(300L << 20));

        assertThat(given.verdict()).isEqualTo(Verdict.AC);
        assertThat(refused.verdict()).isEqualTo(Verdict.MLE);
    }

    private static Task withMemory(long bytes) {
        return new Task(
                new JudgeLimits(Duration.ofSeconds(10), bytes, 1 << 20),
                new Validation.Default(),
                group(Rules.PASS_FAIL, test("1", "1", "2")),
                false);
    }

    @Test
    void aProgramThatIsBuiltTooLargeIsNotRun() throws Exception {
        var source = "char all[9 << 20] = {1};\nint main(void) { return all[0]; }";

        var report = judge(program("c", source), plain(test("1", "1", "2")));

        assertThat(report.verdict()).isEqualTo(Verdict.CE);
        assertThat(report.build().messages()).contains("larger than 8 MiB");
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
}
