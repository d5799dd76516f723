package dev.coderun.server.livetest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Effort;
import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageCatalog;
import dev.coderun.executor.Program;
import dev.coderun.executor.judge.TestCase;
import dev.coderun.executor.judge.Validation;
import dev.coderun.executor.unittests.UnitTestPlan;
import dev.coderun.server.problems.ProblemCatalog;
import dev.coderun.server.problems.ProblemPackage;
import dev.coderun.server.run.SessionProgram;
import dev.coderun.session.live.SessionTests;
import dev.coderun.session.live.SessionTests.OwnCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Everything that a round is made of, from one reading of the session's document.
///
/// @param programKey stands for all that every test depends on
/// @param tests samples and own cases, in the order in which they are shown
/// @param hasUnitTests whether some of its files seem to hold unit tests
/// @param validation how it is told what the program prints is right
record RoundPlan(
        SessionTests session,
        SessionProgram source,
        String programKey,
        List<CaseTest> tests,
        boolean hasUnitTests,
        Validation validation,
        CaseLimits limits) {

    /// Throws a [Refusal] that says what to change.
    static RoundPlan of(
            SessionTests session,
            LanguageCatalog languages,
            ProblemCatalog problems,
            LiveTestSettings settings) {
        var source = SessionProgram.of(session.files(), languages);
        var problem = problems.find(session.problem());
        var task = problems.task(session.problem());
        var samples = problem.map(RoundPlan::samples).orElse(List.of());
        var tests = new ArrayList<CaseTest>();
        problem.ifPresent(
                found -> samples.forEach(one -> tests.add(CaseTest.sample(one, found.hash()))));
        var flags = samples.isEmpty() ? List.<String>of() : samples.getFirst().validatorFlags();
        int count = 0;
        for (var own : session.cases()) {
            tests.add(CaseTest.own(own, flags, refusal(own, ++count, settings)));
        }
        return new RoundPlan(
                session,
                source,
                programKey(source, session.problem()),
                tests,
                !UnitTestPlan.filesWithTests(source.language(), source.files()).isEmpty(),
                task.map(found -> found.validation()).orElse(new Validation.Default()),
                task.map(found -> CaseLimits.of(found.limits())).orElse(CaseLimits.USUAL));
    }

    private static List<TestCase> samples(ProblemPackage problem) {
        return problem.tests().tests().stream()
                .filter(test -> problem.note(test.name()).isSample())
                .toList();
    }

    private static Optional<String> refusal(OwnCase own, int number, LiveTestSettings settings) {
        if (number > settings.maxCases()) {
            return Optional.of("A session's first " + settings.maxCases() + " cases are run.");
        }
        return own.input().length() + own.expected().length() > settings.maxCaseBytes()
                ? Optional.of(
                        "A case has at most "
                                + settings.maxCaseBytes()
                                + " characters of input and expected output.")
                : Optional.empty();
    }

    Language language() {
        return source.language();
    }

    Program program(List<String> arguments) {
        return new Program(language(), source.entry(), arguments, Map.of()).with(Effort.LIVE);
    }

    /// What is built, or checked without being run.
    boolean hasBuild() {
        return language().toolchain().at(Effort.LIVE).build().isPresent();
    }

    /// Whether a compiler has more to say than the one that makes the tests' program.
    boolean hasCheck() {
        return language().toolchain().hasOwn(Effort.CHECK);
    }

    /// The program as that compiler looks at it.
    Program checked() {
        return program(List.of()).with(Effort.CHECK);
    }

    boolean hasCases() {
        return !tests.isEmpty();
    }

    boolean hasTests() {
        return hasCases() || hasUnitTests;
    }

    /// Which unit tests there are is known only when they are run.
    boolean mayHaveTest(String id) {
        return (hasUnitTests && LiveTest.Kind.UNIT.isOf(id))
                || tests.stream().anyMatch(test -> test.test().id().equals(id));
    }

    /// What the round's results are made from, text by text.
    Map<String, String> hashes() {
        var hashes = new TreeMap<>(source.hashes());
        for (var test : tests) {
            if (test.test().kind() == LiveTest.Kind.CASE) {
                hashes.put(test.test().id(), test.hash());
            }
        }
        return hashes;
    }

    /// The files that seem to hold unit tests, with their hashes.
    Map<String, String> filesWithTests() {
        var files = new TreeMap<>(source.hashes());
        files.keySet().retainAll(UnitTestPlan.filesWithTests(language(), source.files()));
        return files;
    }

    /// The unit tests in its files.
    UnitTestPlan unitTests(List<String> first, List<String> only) {
        return new UnitTestPlan(
                program(List.of()),
                source.files(),
                first,
                only,
                UnitTestPlan.EACH,
                LiveTestSettings.UNIT_TEST_LIMITS);
    }

    /// Stands for all that one test's result depends on.
    String key(CaseTest test) {
        return programKey + " " + test.hash();
    }

    private static String programKey(SessionProgram source, String problem) {
        var all =
                String.join(
                        "\n",
                        source.language().id(),
                        source.entry(),
                        problem,
                        source.hashes().toString());
        return SessionProgram.sha256(all.getBytes(UTF_8));
    }

    /// Whether another reading would make another round.
    boolean isOutdatedBy(SessionTests now) {
        return !session.testsTheSameAs(now);
    }
}
