package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome.CompileFailed;
import dev.coderun.executor.RunOutcome.Exited;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What ordinary programs of each kind are given, and how they come to run, in every sandbox.
public abstract class ProgramsContract extends SandboxContract {
    @ParameterizedTest
    @ValueSource(strings = {"python", "java", "javascript"})
    void theTemplateOfEachLanguageGreets(String id) throws Exception {
        var language = language(id);

        var outcome = run(language, texts(language.template()), stdin("Ada\n"), LIMITS);

        assertThat(seen.stdout()).contains("Hello, Ada!", "3 squared is 9");
        assertThat(seen.stderr()).isEmpty();
        assertThat(outcome)
                .isInstanceOfSatisfying(Exited.class, exited -> assertThat(exited.code()).isZero());
        assertThat(outcome.usage().wall()).isPositive();
        assertThat(outcome.usage().cpu()).isPositive();
        assertThat(outcome.usage().peakMemoryBytes()).isBetween(1L << 20, 256L << 20);
    }

    @Test
    void anErrorOfTheJavaCompilerNamesFileAndLine() throws Exception {
        var outcome = java(Map.of("Main.java", "class Main {\n    int x = \"text\";\n}\n"));

        assertThat(seen.stderr()).contains("Main.java:2: error: incompatible types", "1 error");
        assertThat(seen.stages()).containsExactly(Stage.COMPILING);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        CompileFailed.class, failed -> assertThat(failed.code()).isOne());
    }

    @Test
    void javaFilesInPackagesAreCompiledTogether() throws Exception {
        java(
                Map.of(
                        "Main.java",
                        "import shapes.Square;\nclass Main { public static void main(String[] a) {"
                                + " System.out.println(new Square(3).area()); } }",
                        "shapes/Square.java",
                        """
                        package shapes;
                        public record Square(int side) { public int area() { return side * side; } }
                        """));

        assertThat(seen.stdout()).isEqualTo("9\n");
    }

    @Test
    void aJavaProgramNeedsNoClassAroundItsMain() throws Exception {
        java(Map.of("Main.java", "void main() { IO.println(\"short\"); }"));

        assertThat(seen.stdout()).isEqualTo("short\n");
    }

    @Test
    void anUnchangedProgramIsNotCompiledAgain() throws Exception {
        var files = Map.of("Main.java", "void main() { IO.println(\"once\"); }");
        java(files);

        seen = new Recorder();
        java(files);

        assertThat(seen.stages()).containsExactly(Stage.RUNNING);
        assertThat(seen.stdout()).isEqualTo("once\n");
    }

    @Test
    void argumentsAndEnvironmentArriveAsTheyAre() throws Exception {
        var program =
                new Program(
                        language("python"),
                        "main.py",
                        List.of("two words", "$HOME; ls", "é\n"),
                        Map.of("GREETING", "Grüß dich; $(id)"));
        var box = box(language("python"));
        box.setFiles(
                texts(
                        Map.of(
                                "main.py",
                                "import os, sys\nprint(sys.argv[1:], os.environ['GREETING'])")));

        box.start(program, RunInput.none(), LIMITS, seen).await();

        assertThat(seen.stdout())
                .isEqualTo("['two words', '$HOME; ls', 'é\\n'] Grüß dich; $(id)\n");
    }

    @Test
    void theEnvironmentHoldsNothingOfTheServer() throws Exception {
        python("import os\nprint(sorted(os.environ))");

        assertThat(seen.stdout())
                .isEqualTo(
                        "['HOME', 'LANG', 'PATH', 'PYTHONDONTWRITEBYTECODE', 'PYTHONUNBUFFERED',"
                                + " 'PYTHONUTF8']\n");
    }
}
