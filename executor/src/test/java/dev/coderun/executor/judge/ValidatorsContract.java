package dev.coderun.executor.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.judge.TestGroup.Aggregation;
import dev.coderun.executor.judge.TestGroup.Rules;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A problem's own validator decides, and is to blame for what it does wrong, whatever kind of boxes it runs in.
public abstract class ValidatorsContract extends JudgedPrograms {
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

    static Stream<Arguments> brokenValidators() {
        return Stream.of(
                Arguments.of("import sys\nsys.exit(0)", "exit code 0 instead of 42 or 43"),
                Arguments.of("import sys\nsys.exit(1)", "exit code 1 instead of 42 or 43"),
                Arguments.of("raise ValueError", "exit code 1 instead of 42 or 43"),
                Arguments.of(
                        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
                        "exit code 137 instead of 42 or 43"),
                Arguments.of("while True: pass", "did not end within 1 seconds"),
                Arguments.of(
                        "import time\nx = bytearray(200 << 20)\ntime.sleep(20)",
                        "needs more memory than there is"),
                Arguments.of("while True: print('y' * 1000)", "writes too much"));
    }

    @ParameterizedTest
    @MethodSource("brokenValidators")
    void aValidatorThatExitsWith0CrashesLoopsOrWantsTooMuchIsBrokenAndNobodyIsAccepted(
            String validator, String says) throws Exception {
        var report = judge(python(DOUBLED), custom(validator, test("1", "1", "2")));

        assertThat(report.verdict()).isEqualTo(Verdict.JE);
        assertThat(report.reason()).contains("output validator", says);
    }

    @Test
    void aValidatorMayUseWhatItsProblemGivesItThoughABoxUsuallyHasLess() throws Exception {
        var limits = new ValidatorLimits(Duration.ofSeconds(5), 500L << 20, 1000);
        var validator = python("import sys\nx = bytearray(350 << 20)\nsys.exit(42)");

        var report = judge(python(DOUBLED), custom(validator, limits, test("1", "1", "2")));

        assertThat(report.verdict()).as(report.reason()).isEqualTo(Verdict.AC);
    }

    @Test
    void ofEachFileOfFeedbackTheBeginningIsTold() throws Exception {
        var validator =
                """
                import sys
                open(sys.argv[3] + 'teammessage.txt', 'w').write('t' * 100000)
                open(sys.argv[3] + 'judgemessage.txt', 'w').write('j' * 100000)
                sys.exit(43)
                """;

        var report = judge(python(DOUBLED), custom(validator, test("1", "1", "2")));

        var wrong = (Check.Wrong) report.tests().getFirst().check().orElseThrow();
        assertThat(wrong.message()).contains("t".repeat(ValidatorBox.MAX_FEEDBACK_BYTES));
        assertThat(wrong.judgeMessage()).contains("j".repeat(ValidatorBox.MAX_FEEDBACK_BYTES));
    }

    @Test
    void aValidatorThatCannotBeBuiltIsAJudgeError() throws Exception {
        var validator = java("void main() { nonsense }");

        var report =
                judge(python(DOUBLED), custom(validator, VALIDATOR_LIMITS, test("1", "1", "2")));

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
                        new Validation.Custom(python(validator), VALIDATOR_LIMITS),
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

        var report =
                judge(
                        python(bisect),
                        interactive(GUESSING, test("1", "1", ""), test("2", "777", "")));

        assertThat(report.verdict()).isEqualTo(Verdict.AC);
        assertThat(report.tests().getFirst().stdout())
                .asString(UTF_8)
                .startsWith("> 500\n< less\n> 250\n");
    }

    @Test
    void aValidatorThatHasSeenEnoughEndsTheSubmission() throws Exception {
        var report =
                judge(python("while True: print(1)"), interactive(GUESSING, test("1", "500", "")));

        assertThat(report.verdict()).isEqualTo(Verdict.WA);
        assertThat(((Check.Wrong) report.tests().getFirst().check().orElseThrow()).message())
                .contains("Too many guesses.");
    }

    @Test
    void aSubmissionThatCrashesIsToBlameForTheSilence() throws Exception {
        var report =
                judge(
                        python("print(1, flush=True)\nraise ValueError"),
                        interactive(GUESSING, test("1", "500", "")));

        assertThat(report.verdict()).isEqualTo(Verdict.RTE);
    }

    @Test
    void twoThatWaitForEachOtherEndWithTheSubmissionTooSlow() throws Exception {
        var limits = new JudgeLimits(Duration.ofMillis(100), 128L << 20, 1 << 20);
        var task =
                new Task(
                        limits,
                        new Validation.Interactive(python(GUESSING), VALIDATOR_LIMITS),
                        group(Rules.PASS_FAIL, test("1", "500", "")),
                        false);

        assertThat(judge(python("input()"), task).verdict()).isEqualTo(Verdict.TLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import sys\nsys.exit(0)",
                "raise ValueError",
                "while True: pass",
                "while True: print('y' * 1000)",
            })
    void aBrokenInteractiveValidatorIsNeverTheSubmissionsFault(String validator) throws Exception {
        var report =
                judge(
                        python("print(1, flush=True)\nprint(input())\nwhile True: input()"),
                        interactive(validator, test("1", "500", "")));

        assertThat(report.verdict()).isEqualTo(Verdict.JE);
        assertThat(report.reason()).contains("output validator");
    }
}
