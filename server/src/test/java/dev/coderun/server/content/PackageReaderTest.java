package dev.coderun.server.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coderun.executor.judge.TestCase;
import dev.coderun.executor.judge.TestGroup;
import dev.coderun.executor.judge.TestGroup.Aggregation;
import dev.coderun.executor.judge.ValidatorLimits;
import dev.coderun.server.problems.ProblemPackage;
import dev.coderun.server.problems.ProblemPackage.JurySolution;
import dev.coderun.server.problems.ProblemPackage.Sample;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackageReaderTest {

    @Test
    void aPackageOfTheNewestVersionIsRead() {
        var problem =
                read(
                        PackageBuilder.good()
                                .with(
                                        "problem.yaml",
                                        """
                                        problem_format_version: 2025-09
                                        type: pass-fail
                                        name: {en: Doubled, de: Verdoppelt}
                                        credits: {authors: [Ada, Grace]}
                                        license: cc0
                                        keywords: [level-2, numbers]
                                        languages: [python3, cpp]
                                        limits:
                                          time_limit: 1.5
                                          memory: 128
                                          output: 1
                                          code: 16
                                          validation_time: 2.5
                                          validation_memory: 256
                                          validation_output: 4
                                        """)
                                .with("data/secret/01.hint", "Mind large numbers.\n")
                                .with("attachments/doubled.py", "n = int(input())\n"));

        assertThat(problem.id()).isEqualTo("doubled");
        assertThat(problem.name()).isEqualTo("Doubled");
        assertThat(problem.names()).containsEntry("de", "Verdoppelt");
        assertThat(problem.author()).isEqualTo("Ada, Grace");
        assertThat(problem.level()).isEqualTo(2);
        assertThat(problem.keywords()).containsExactly("numbers");
        assertThat(problem.languages()).containsExactlyInAnyOrder("python", "cpp");
        assertThat(problem.limits().cpu()).isEqualTo(Duration.ofMillis(1500));
        assertThat(problem.limits().memoryBytes()).isEqualTo(128L << 20);
        assertThat(problem.maxCodeBytes()).isEqualTo(16 * 1024);
        assertThat(problem.validatorLimits())
                .isEqualTo(new ValidatorLimits(Duration.ofMillis(2500), 256L << 20, 4L << 20));
        assertThat(problem.statement()).contains("$n$");
        assertThat(problem.samples()).containsExactly(new Sample("1", "1\n", "2\n", ""));
        assertThat(problem.tests().tests())
                .extracting(TestCase::name)
                .containsExactly("sample/1", "secret/01");
        assertThat(problem.note("secret/01").hint()).isEqualTo("Mind large numbers.");
        assertThat(problem.note("secret/01").isShown()).isFalse();
        assertThat(problem.note("sample/1").isShown()).isTrue();
        assertThat(problem.attachments()).containsKey("doubled.py");
        assertThat(problem.solutions())
                .extracting(JurySolution::path)
                .containsExactly("submissions/accepted/doubled.py");
    }

    @Test
    void aLegacyPackageKeepsItsStatementFlagsAndTimeLimitElsewhere() {
        var problem =
                read(
                        PackageBuilder.good()
                                .without("statement/problem.en.md")
                                .with(
                                        "problem.yaml",
                                        """
                                        name: Doubled
                                        author: Ada
                                        validator_flags: float_tolerance 1e-6
                                        limits: {memory: 64}
                                        """)
                                .with(".timelimit", "3\n")
                                .with(
                                        "problem_statement/problem.tex",
                                        "\\problemname{Doubled}\nPrint $2n$.\n"));

        assertThat(problem.author()).isEqualTo("Ada");
        assertThat(problem.limits().cpu()).isEqualTo(Duration.ofSeconds(3));
        assertThat(problem.tests().tests().getFirst().validatorFlags())
                .containsExactly("float_tolerance", "1e-6");
        assertThat(problem.statement()).isEqualTo("Print $2n$.\n");
    }

    @Test
    void aDraftPackageMayHaveAValidatorAndAnInteraction() {
        var problem =
                read(
                        PackageBuilder.good()
                                .with(
                                        "problem.yaml",
                                        """
                                        problem_format_version: 2023-07-draft
                                        type: interactive
                                        name: Guess
                                        """)
                                .with("output_validator/validate.py", "import sys\nsys.exit(42)\n")
                                .with("data/sample/1.interaction", "<hello\n>world\n"));

        assertThat(problem.isInteractive()).isTrue();
        assertThat(problem.validator().orElseThrow().entry()).isEqualTo("validate.py");
        assertThat(problem.samples()).containsExactly(new Sample("1", "", "", "<hello\n>world\n"));
    }

    @Test
    void aScoringPackageHasGroupsWithPoints() {
        var problem =
                read(
                        PackageBuilder.good()
                                .without("data/secret/01.in")
                                .without("data/secret/01.ans")
                                .with(
                                        "problem.yaml",
                                        """
                                        problem_format_version: 2025-09
                                        type: scoring
                                        name: Doubled
                                        """)
                                .with("data/sample/test_group.yaml", "max_score: 0\n")
                                .with("data/secret/1/test_group.yaml", "max_score: 30\n")
                                .with("data/secret/1/a.in", "1\n")
                                .with("data/secret/1/a.ans", "2\n")
                                .with(
                                        "data/secret/2/test_group.yaml",
                                        """
                                        max_score: 70
                                        require_pass: secret/1
                                        full_feedback: true
                                        """)
                                .with("data/secret/2/b.in", "1\n")
                                .with("data/secret/2/b.ans", "2\n"));

        var secret = (TestGroup) problem.tests().children().getLast();
        var second = (TestGroup) secret.children().getLast();
        assertThat(problem.tests().possibleScore()).isEqualTo(100);
        assertThat(second.rules().aggregation()).isEqualTo(Aggregation.PASS_FAIL);
        assertThat(second.rules().required()).containsExactly("secret/1");
        assertThat(problem.note("secret/2/b").isShown()).isTrue();
        assertThat(problem.note("secret/1/a").isShown()).isFalse();
    }

    @Test
    void aLegacyScoringPackageInheritsFromTheFoldersAbove() {
        var problem =
                read(
                        PackageBuilder.good()
                                .without("statement/problem.en.md")
                                .without("data/secret/01.in")
                                .without("data/secret/01.ans")
                                .with("problem.yaml", "name: Doubled\ntype: scoring\n")
                                .with("problem_statement/problem.md", "Double it.\n")
                                .with(
                                        "data/testdata.yaml",
                                        """
                                        grader_flags: ignore_sample
                                        output_validator_flags: case_sensitive
                                        """)
                                .with(
                                        "data/secret/g1/testdata.yaml",
                                        "grader_flags: min\naccept_score: 40\n")
                                .with("data/secret/g1/a.in", "1\n")
                                .with("data/secret/g1/a.ans", "2\n"));

        assertThat(problem.tests().possibleScore()).isEqualTo(40);
        assertThat(problem.tests().tests())
                .allMatch(test -> test.validatorFlags().equals(List.of("case_sensitive")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "problem.yaml | nmae: x | There is no key \"nmae\" here.",
                "problem.yaml | 'name: [' | This is not YAML.",
                "problem.yaml | 'name: x' | There is no statement in Markdown or LaTeX.",
                "data/secret/02.in | 1 | There is no answer for this input.",
                "data/secret/02.ans | 1 | There is no input for this answer.",
                "submissions/accepted/x.txt | 1 | It cannot be told how this program starts",
                "data/secret/test_group.yaml | 'output_validator_args: [nope]' | no flag \"nope\"",
                "data/secret/test_group.yaml | accept_score: 1000000001 | a number from 0 to"
                        + " 1000000000",
                "data/secret/test_group.yaml | max_score: 1000000001 | a number from 0 to"
                        + " 1000000000",
                "data/secret/test_group.yaml | 'scoring: {max_score: 1000000001}' | a number from"
                        + " 0 to 1000000000",
                "data/secret/test_group.yaml | 'scoring: {score: 1000000001}' | a number from 0 to"
                        + " 1000000000",
            })
    void whatIsWrongIsNamedWithItsFile(String path, String content, String sentence) {
        var faults = faults(PackageBuilder.good().with(path, content));

        assertThat(faults).anySatisfy(fault -> assertThat(fault.message()).contains(sentence));
    }

    @Test
    void everyFaultIsToldAtOnceAndWithItsLine() {
        var faults =
                faults(
                        PackageBuilder.good()
                                .with(
                                        "problem.yaml",
                                        "problem_format_version: 2025-09\nname: x\nage: 3\n")
                                .without("data/secret/01.in")
                                .without("submissions/accepted/doubled.py"));

        assertThat(faults).hasSizeGreaterThanOrEqualTo(3);
        assertThat(faults)
                .contains(new PackageFault("problem.yaml", 3, "There is no key \"age\" here."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memory: 2049 | \"memory\" must be at most 2048 MiB on this server"
                        + " (--judge-memory).",
                "memory: 3 | \"memory\" must be a number from 4 to 65536.",
                "validation_memory: 4096 | \"validation_memory\" must be at most 2048 MiB on this"
                        + " server (--judge-memory).",
                "validation_time: 121 | \"validation_time\" must be a number from 0.01 to 120.",
                "validation_output: 65 | \"validation_output\" must be a number from 1 to 64.",
                "time_limit: 121 | \"time_limit\" must be a number from 0.01 to 120.",
                "output: 65 | \"output\" must be a number from 1 to 64.",
                "code: 257 | \"code\" must be a number from 1 to 256.",
            })
    void aLimitThatIsNotGivenHereIsRefusedWithTheGreatestThatIs(String limit, String sentence) {
        var faults = faults(withLimit(limit));

        assertThat(faults).containsExactly(new PackageFault("problem.yaml", 3, sentence));
    }

    private static PackageBuilder withLimit(String limit) {
        return PackageBuilder.good()
                .with(
                        "problem.yaml",
                        "problem_format_version: 2025-09\nname: x\nlimits: {" + limit + "}\n");
    }

    @Test
    void aPackageWithoutLimitsGetsTheFormatsOrWhatTheServerGives() {
        var zip = PackageFiles.inZip("doubled", PackageBuilder.good().zip());
        var usual = PackageReader.read(zip);
        var small = PackageReader.read(zip, 512);

        assertThat(usual.limits().memoryBytes()).isEqualTo(2048L << 20);
        assertThat(usual.validatorLimits()).isEqualTo(ValidatorLimits.USUAL);
        assertThat(small.limits().memoryBytes()).isEqualTo(512L << 20);
    }

    @Test
    void aServerThatGivesMoreTakesPackagesThatAskForMore() {
        var zip = PackageFiles.inZip("doubled", withLimit("memory: 4096").zip());

        assertThat(PackageReader.read(zip, 4096).limits().memoryBytes()).isEqualTo(4096L << 20);
    }

    @Test
    void noMoreFaultsAreToldThanAnybodyReads() {
        var keys = new StringBuilder("problem_format_version: 2025-09\nname: x\n");
        for (int i = 0; i <= Faults.MAX; i++) {
            keys.append("odd").append(i).append(": 1\n");
        }

        assertThat(faults(PackageBuilder.good().with("problem.yaml", keys.toString())))
                .hasSize(Faults.MAX);
    }

    @Test
    void keywordsAreBounded() {
        var words = new StringBuilder();
        for (int i = 0; i <= ProblemYaml.MAX_KEYWORDS; i++) {
            words.append("word").append(i).append(' ');
        }

        var problem =
                read(
                        PackageBuilder.good()
                                .with("problem.yaml", yaml("x") + "keywords: " + words + "\n"));

        assertThat(problem.keywords()).hasSize(ProblemYaml.MAX_KEYWORDS);
    }

    @Test
    void yamlThatIsNestedOrGoesOnWithoutEndIsRefused() {
        var deep =
                "a: " + "[".repeat(YamlValue.MAX_DEPTH + 1) + "]".repeat(YamlValue.MAX_DEPTH + 1);
        var wide = "keywords: [" + "x,".repeat(YamlValue.MAX_PARTS) + "x]";

        for (var yaml : List.of(deep, wide)) {
            assertThat(faults(PackageBuilder.good().with("problem.yaml", yaml)))
                    .extracting(PackageFault::message)
                    .anyMatch(message -> message.contains("YAML"));
        }
    }

    @Test
    void aNameIsOneLineOfText() {
        assertThat(
                        read(PackageBuilder.good().with("problem.yaml", yaml("<script>x</script>")))
                                .name())
                .isEqualTo("<script>x</script>"); // Text, wherever it is shown.
        assertThat(faults(PackageBuilder.good().with("problem.yaml", yaml("\"two\\nlines\""))))
                .isNotEmpty();
        assertThat(faults(PackageBuilder.good().with("problem.yaml", yaml("x".repeat(300)))))
                .isNotEmpty();
    }

    private static String yaml(String name) {
        return "problem_format_version: 2025-09\nname: " + name + "\n";
    }

    @Test
    void yamlThatRepeatsItselfIsRefused() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(9)));
        }

        assertThat(faults(PackageBuilder.good().with("problem.yaml", bomb.toString())))
                .extracting(PackageFault::message)
                .anyMatch(message -> message.contains("YAML"));
    }

    @Test
    void aStatementThatIsTooLargeOrNoTextIsRefused() {
        var path = "statement/problem.en.md";

        assertThat(faults(PackageBuilder.good().with(path, "x".repeat(200_000)))).isNotEmpty();
        assertThat(faults(PackageBuilder.good().with(path, new byte[] {(byte) 0xff}))).isNotEmpty();
    }

    @Test
    void samplesAndHintsAreBounded() {
        assertThat(faults(PackageBuilder.good().with("data/sample/1.in", "x".repeat(20_000))))
                .isNotEmpty();
        assertThat(faults(PackageBuilder.good().with("data/secret/01.hint", "x".repeat(2_000))))
                .isNotEmpty();
    }

    @Test
    void tooManyTestsAreRefused() {
        var many = PackageBuilder.good();
        for (int i = 0; i <= TestDataReader.MAX_TESTS; i++) {
            many.with("data/secret/t" + i + ".in", "1\n").with("data/secret/t" + i + ".ans", "2\n");
        }

        assertThat(faults(many)).extracting(PackageFault::file).contains("data");
    }

    @Test
    void aPackageWithoutProblemYamlIsNone() {
        assertThatThrownBy(() -> read(PackageBuilder.good().without("problem.yaml")))
                .isInstanceOf(BadPackageException.class)
                .hasMessageContaining("problem.yaml");
    }

    private static ProblemPackage read(PackageBuilder built) {
        return PackageReader.read(PackageFiles.inZip("doubled", built.zip()));
    }

    private static List<PackageFault> faults(PackageBuilder built) {
        return catchThrowableOfType(BadPackageException.class, () -> read(built)).faults();
    }

    @Test
    void aHashStandsForEveryByte() {
        var one = read(PackageBuilder.good());
        var same = read(PackageBuilder.good());
        var other = read(PackageBuilder.good().with("data/secret/01.in", "22\n".getBytes(UTF_8)));

        assertThat(one.hash()).isEqualTo(same.hash()).isNotEqualTo(other.hash());
    }
}
