package dev.coderun.executor.unittests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coderun.executor.Box;
import dev.coderun.executor.BoxUse;
import dev.coderun.executor.Effort;
import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.Language;
import dev.coderun.executor.Limits;
import dev.coderun.executor.SandboxContract;
import dev.coderun.executor.unittests.UnitTestResult.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Unit tests in a session's files: found, run, and told of, in each language, whatever they print and however they end.
/// A test of a sandbox has a method `languages` that names its languages.
public abstract class UnitTestsContract extends SandboxContract {
    protected static final List<String> ALL = TestedPrograms.languages();

    /// So that a machine with much else to do is not too slow for a test that ends.
    private static final Duration EACH = Duration.ofSeconds(20);

    /// For one that does not.
    private static final Duration BRIEF = Duration.ofSeconds(2);

    private static final Limits ROUND = LIMITS.withOutputBytes(1 << 20);

    /// One for all tests of a language in a sandbox, as a session has: opening one takes longer than most rounds. They end
    /// with their sandbox.
    private static final Map<String, Box> BOXES = new ConcurrentHashMap<>();

    private final RoundRecorder told = new RoundRecorder();

    @Override
    protected Box box(Language language) {
        return BOXES.compute(
                sandbox().kind() + language.id(),
                (_, open) -> open != null && open.reusable() ? open : newBox(language));
    }

    @Override
    protected Box newBox(Language language) {
        return sandbox().open(language, new BoxUse(true, new KeptBuilds()));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aTestThatPassesIsGreen(String id) throws Exception {
        var outcome = round(id, "green");

        assertThat(outcome).as("%s", told).isEqualTo(new UnitTestOutcome.Done());
        assertThat(told.result("green").verdict()).as("%s", told).isEqualTo(Verdict.PASSED);
        assertThat(told.test("green").place()).isPresent();
        assertThat(told.order())
                .endsWith("started " + told.test("green").id(), "ended " + told.test("green").id());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aTestThatFailsSaysWhatAndWhere(String id) throws Exception {
        var files = TestedPrograms.files(id, "green", "red");
        round(id, files);

        var red = told.result("red");
        assertThat(red.verdict()).as("%s", told).isEqualTo(Verdict.FAILED);
        assertThat(red.message()).contains("3", "4");
        assertThat(red.place()).as("%s", told).contains(TestedPrograms.placeOf(files, "RED"));
        assertThat(told.result("green").verdict()).isEqualTo(Verdict.PASSED);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void whatTestsPrintProvesNothing(String id) throws Exception {
        round(id, "liar", "green");

        assertThat(told.found()).as("%s", told).hasSize(2);
        assertThat(told.result("liar").verdict()).isEqualTo(Verdict.FAILED);
        assertThat(told.printedBy("liar")).contains("ok 1", "\"passed\"");
        assertThat(told.printedBy("green")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void whatATestStartsCannotTellAnything(String id) throws Exception {
        var outcome = round(id, "child", "green");

        assertThat(outcome).as("%s", told).isEqualTo(new UnitTestOutcome.Done());
        assertThat(told.result("child").verdict()).as("%s", told).isEqualTo(Verdict.PASSED);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aTestThatEndsTheProgramIsAnErrorAndTheOthersRun(String id) throws Exception {
        var outcome = round(id, "exits", "green");

        assertThat(outcome).isEqualTo(new UnitTestOutcome.Done());
        assertThat(told.result("exits").verdict()).as("%s", told).isEqualTo(Verdict.ERROR);
        assertThat(told.result("exits").message()).contains("The program ended");
        assertThat(told.result("green").verdict()).as("%s", told).isEqualTo(Verdict.PASSED);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aProgramThatEndsBeforeItsTestsDoHasFailed(String id) throws Exception {
        var outcome = round(id, "green", "leaves");

        assertThat(outcome)
                .as("%s", told)
                .isEqualTo(
                        new UnitTestOutcome.Failed(
                                "The program ended before its tests did: it exited with code 0."));
        assertThat(told.results()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aTestWithoutAnEndIsATimeoutAndTheOthersRun(String id) throws Exception {
        var files = TestedPrograms.files(id, "endless", "green");
        briefRound(id, files);

        var endless = told.result("endless");
        assertThat(endless.verdict()).as("%s", told).isEqualTo(Verdict.TIMEOUT);
        assertThat(endless.message()).contains("longer than 2");
        if (TestedPrograms.sampleStacks(id)) {
            assertThat(endless.place())
                    .as("%s", told)
                    .contains(TestedPrograms.placeOf(files, "SPINS"));
            assertThat(endless.stack()).isNotEmpty();
        }
        assertThat(told.result("green").verdict()).as("%s", told).isEqualTo(Verdict.PASSED);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void oneTestCanBeRunAlone(String id) throws Exception {
        round(id, "green", "red");
        var green = told.test("green").id();
        int before = told.order().size();

        var plan = plan(id, TestedPrograms.files(id, "green", "red"), List.of(green), EACH);
        UnitTestRound.start(box(language(id)), plan, told).await();

        assertThat(told.order().subList(before, told.order().size()))
                .contains("started " + green, "ended " + green)
                .noneMatch(each -> each.startsWith("started") && !each.endsWith(green));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void whatIsNamedFirstIsRunFirst(String id) throws Exception {
        assumeTrue(TestedPrograms.isOrderedByTest(id));
        var files = TestedPrograms.files(id, "green", "red");
        round(id, files);

        for (var name : List.of("red", "green")) {
            int before = told.order().size();
            var test = told.test(name).id();
            roundWith(id, files, List.of(test));
            assertThat(told.started(before)).hasSize(2).startsWith(test);
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aRoundCanBeStopped(String id) throws Exception {
        var plan = plan(id, TestedPrograms.files(id, "endless"), List.of(), EACH);
        var round = UnitTestRound.start(box(language(id)), plan, told);
        told.awaitStart();

        round.stop();

        assertThat(round.await()).isEqualTo(new UnitTestOutcome.Cancelled());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void filesWithTestsAreFoundAndOthersAreNot(String id) {
        var language = language(id);
        var template = texts(language.template());
        var tests = TestedPrograms.files(id, "green");

        assertThat(UnitTestPlan.filesWithTests(language, template)).isEmpty();
        assertThat(UnitTestPlan.filesWithTests(language, texts(tests))).isNotEmpty();
    }

    protected UnitTestOutcome round(String id, String... tests) throws InterruptedException {
        return round(id, TestedPrograms.files(id, tests));
    }

    protected RoundRecorder told() {
        return told;
    }

    private UnitTestPlan plan(
            String id, Map<String, String> files, List<String> only, Duration each) {
        var program = program(language(id)).with(Effort.LIVE);
        return new UnitTestPlan(program, texts(files), List.of(), only, each, ROUND);
    }

    /// In which a test has little time.
    protected void briefRound(String id, Map<String, String> files) throws InterruptedException {
        UnitTestRound.start(box(language(id)), plan(id, files, List.of(), BRIEF), told).await();
    }

    /// In which these tests and files come first.
    protected void roundWith(String id, Map<String, String> files, List<String> first)
            throws InterruptedException {
        var program = program(language(id)).with(Effort.LIVE);
        var plan = new UnitTestPlan(program, texts(files), first, List.of(), EACH, ROUND);
        UnitTestRound.start(box(language(id)), plan, told).await();
    }

    protected UnitTestOutcome round(String id, Map<String, String> files)
            throws InterruptedException {
        var plan = plan(id, files, List.of(), EACH);
        return UnitTestRound.start(box(language(id)), plan, told).await();
    }
}
