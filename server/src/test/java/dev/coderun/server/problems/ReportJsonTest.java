package dev.coderun.server.problems;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.judge.Check;
import dev.coderun.executor.judge.Difference;
import dev.coderun.executor.judge.TestCase;
import dev.coderun.executor.judge.TestData;
import dev.coderun.executor.judge.TestReport;
import dev.coderun.executor.judge.Verdict;
import dev.coderun.server.problems.ProblemPackage.TestNote;
import dev.coderun.server.problems.ReportJson.TestJson;
import dev.coderun.server.run.FakeSandbox;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
    private static final byte[] LONG = "x".repeat(ReportJson.MAX_SHOWN_BYTES + 1).getBytes(UTF_8);
    private static final byte[] FITS = "x".repeat(ReportJson.MAX_SHOWN_BYTES).getBytes(UTF_8);

    private static final Difference DIFFERENCE =
            new Difference(
                    Difference.Kind.TOKEN,
                    new Difference.Place(1, 1),
                    new Difference.Place(1, 1),
                    0,
                    "right",
                    "wrong",
                    Optional.empty());

    @Test
    void textsThatAreShownAreCut() {
        var told = told(LONG, new TestNote(true, true, ""));

        for (var text : List.of(told.input(), told.answer(), told.stdout(), told.stderr())) {
            assertThat(text).hasSize(ReportJson.MAX_SHOWN_BYTES + 1).endsWith("x…");
        }
        assertThat(told(FITS, new TestNote(true, true, "")).stdout()).endsWith("x");
    }

    @Test
    void ofASecretTestNothingIsTold() {
        var told = told(LONG, new TestNote(false, false, "Think."));

        assertThat(told.input()).isNull();
        assertThat(told.answer()).isNull();
        assertThat(told.stdout()).isNull();
        assertThat(told.stderr()).isNull();
        assertThat(told.message()).isEqualTo("to the team");
        assertThat(told.hint()).isEqualTo("Think.");
    }

    @Test
    void whatAValidatorTellsTheJudgeAloneIsToldOfNoSecretTest() {
        var hidden = told(FITS, new TestNote(false, false, ""), Optional.empty());
        var shown = told(FITS, new TestNote(false, true, ""), Optional.empty());

        assertThat(hidden.message()).isNull();
        assertThat(hidden.difference()).isNull();
        assertThat(shown.message()).isEqualTo("to the judge");
        assertThat(shown.difference()).isNotNull();
    }

    private static TestJson told(byte[] text, TestNote note) {
        return told(text, note, Optional.of("to the team"));
    }

    private static TestJson told(byte[] text, TestNote note, Optional<String> toTheTeam) {
        var report =
                new TestReport(
                        0,
                        "sample/1",
                        Verdict.WA,
                        new RunOutcome.Exited(0, FakeSandbox.USAGE),
                        Optional.of(
                                new Check.Wrong(
                                        Optional.of(DIFFERENCE),
                                        toTheTeam,
                                        Optional.of("to the judge"))),
                        text,
                        text.length,
                        text,
                        1,
                        0);
        var data =
                new TestData() {
                    @Override
                    public byte[] input() {
                        return text;
                    }

                    @Override
                    public byte[] answer() {
                        return text;
                    }
                };
        return TestJson.of(report, new TestCase("sample/1", data, List.of(), List.of()), note);
    }
}
