package dev.coderun.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.LanguageState;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.docker.DockerSandbox;
import dev.coderun.executor.docker.DockerSandboxSettings;
import dev.coderun.executor.judge.BuildReport;
import dev.coderun.executor.judge.Judge;
import dev.coderun.executor.judge.JudgeListener;
import dev.coderun.executor.judge.SourceProgram;
import dev.coderun.executor.judge.TestReport;
import dev.coderun.executor.judge.Verdict;
import dev.coderun.server.problems.ProblemCatalog;
import dev.coderun.server.problems.ProblemPackage;
import dev.coderun.server.problems.ProblemPackage.JurySolution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The problems in the tree are whole, and each solution of the jury gets the verdict of its folder.
class ShippedProblemsIT {
    private static final Path FOLDER = Path.of("..", "problems");
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final List<ProblemPackage> PROBLEMS = ShippedProblems.packages(FOLDER, 512);

    /// With points, with a validator, interactive. Of all others, as of plain ones, the long form has the solutions.
    private static final Set<String> ONE_OF_EACH_KIND = Set.of("shelves", "fairshare", "hotcold");

    private static DockerSandbox sandbox;
    private static ProblemCatalog catalog;

    @BeforeAll
    static void start() {
        sandbox =
                new DockerSandbox(
                        DockerSandboxSettings.of(
                                Path.of(".."), "test-problems-" + ProcessHandle.current().pid()));
        catalog = new ProblemCatalog(PROBLEMS, sandbox.languages());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!sandbox.languages().all().stream()
                .map(sandbox::languageState)
                .allMatch(LanguageState.Ready.class::isInstance)) {
            if (sandbox.state() instanceof SandboxState.Unavailable || System.nanoTime() > end) {
                throw new AssertionError("These tests need a Docker engine: " + sandbox.state());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void everyFolderIsAPackageWithoutFaults() throws Exception {
        try (var folders = Files.list(FOLDER)) {
            var expected =
                    folders.filter(folder -> Files.exists(folder.resolve("problem.yaml"))).count();

            assertThat(PROBLEMS).hasSize((int) expected).hasSizeGreaterThanOrEqualTo(12);
        }
    }

    @Test
    void everyProblemHasTestsAndSolutionsEnough() {
        for (var problem : PROBLEMS) {
            assertThat(problem.tests().tests())
                    .as(problem.id())
                    .filteredOn(test -> test.name().startsWith("secret/"))
                    .hasSizeGreaterThanOrEqualTo(10);
            assertThat(problem.samples()).as(problem.id()).isNotEmpty();
            assertThat(problem.solutions())
                    .as(problem.id())
                    .filteredOn(solution -> solution.expected().equals(Set.of("AC")))
                    .extracting(solution -> solution.program().language())
                    .contains("python", "java", "cpp");
            assertThat(problem.solutions())
                    .as(problem.id())
                    .anyMatch(solution -> solution.expected().contains("WA"))
                    .anyMatch(solution -> solution.expected().contains("TLE"));
            assertThat(problem.level()).as(problem.id()).isPositive();
        }
    }

    static Stream<JurySolution> oneOfEachKind() {
        return PROBLEMS.stream()
                .filter(problem -> ONE_OF_EACH_KIND.contains(problem.id()))
                .flatMap(problem -> problem.solutions().stream());
    }

    static Stream<JurySolution> all() {
        return PROBLEMS.stream()
                .filter(problem -> !ONE_OF_EACH_KIND.contains(problem.id()))
                .flatMap(problem -> problem.solutions().stream());
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void solutionsOfEachKindGetTheirVerdict(JurySolution solution) throws Exception {
        judge(solution);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void everySolutionGetsItsVerdict(JurySolution solution) throws Exception {
        judge(solution);
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "java", "cpp"})
    void aStarterCompilesAndKeepsToTheProblemsRulesButSolvesNothing(String id) throws Exception {
        var language = sandbox.languages().find(id).orElseThrow();
        var files = new HashMap<String, byte[]>();
        catalog.starter("hotcold", language)
                .orElseThrow()
                .forEach((path, text) -> files.put(path, text.getBytes(UTF_8)));
        var report =
                new Judge(sandbox)
                        .judge(
                                new SourceProgram(language, language.entry(), files),
                                catalog.task("hotcold").orElseThrow(),
                                new Silent());

        assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.WA);
    }

    private static void judge(JurySolution solution) throws InterruptedException {
        var problem =
                PROBLEMS.stream()
                        .filter(each -> each.solutions().contains(solution))
                        .findFirst()
                        .orElseThrow();
        if (sandbox.languages().find(solution.program().language()).isEmpty()) {
            return; // Not every language of the jury is here.
        }
        var program = ProblemCatalog.program(solution.program(), sandbox.languages());

        var report =
                new Judge(sandbox)
                        .judge(program, catalog.task(problem.id()).orElseThrow(), new Silent());

        assertThat(solution.expected())
                .as("%s %s: %s", problem.id(), solution.path(), report)
                .contains(report.verdict().name());
        if (solution.path().startsWith("submissions/partially_accepted")) {
            assertThat(report.score()).isPositive().isLessThan(report.possibleScore());
        }
    }

    private static final class Silent implements JudgeListener {
        @Override
        public void building() {}

        @Override
        public void built(BuildReport report) {}

        @Override
        public void testStarted(int index, String name) {}

        @Override
        public void testDone(TestReport report) {}
    }
}
