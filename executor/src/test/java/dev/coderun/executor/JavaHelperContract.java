package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome.Cancelled;
import dev.coderun.executor.RunOutcome.CompileFailed;
import dev.coderun.executor.RunOutcome.Exited;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Java programs that are compiled by a compiler that stays, and run by a JVM that waited.
public abstract class JavaHelperContract extends SessionBoxContract {
    @Test
    void anErrorIsToldAsJavaDoes() throws Exception {
        var outcome =
                run(
                        "java",
                        """
                        class Main {
                            public static void main(String[] arguments) {
                                throw new IllegalStateException("no");
                            }
                        }
                        """);

        assertThat(seen.stderr())
                .isEqualTo(
                        """
                        Exception in thread "main" java.lang.IllegalStateException: no
                        \tat Main.main(Main.java:3)
                        """);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Exited.class, exited -> assertThat(exited.code()).isEqualTo(1));
    }

    @Test
    void theCompilerThatStaysTellsErrorsAndGoesOn() throws Exception {
        assertThat(run("java", "void main() { int x = \"text\"; }"))
                .isInstanceOf(CompileFailed.class);
        assertThat(seen.stderr()).contains("Main.java:1: error: incompatible types", "1 error");

        run("java", "void main() { IO.println(\"well\"); }");
        assertThat(seen.stdout()).isEqualTo("well\n");
        assertThat(seen.stages()).containsExactly(Stage.COMPILING, Stage.RUNNING);
    }

    @Test
    void filesInPackagesAreCompiledTogether() throws Exception {
        run(
                language("java"),
                texts(
                        Map.of(
                                "Main.java",
                                "import shapes.Square;\n"
                                        + "class Main { public static void main(String[] a) {"
                                        + " System.out.println(new Square(3).area()); } }",
                                "shapes/Square.java",
                                """
                                package shapes;
                                public record Square(int side) { public int area() { return side * side; } }
                                """)),
                RunInput.none(),
                LIMITS);

        assertThat(seen.stdout()).isEqualTo("9\n");
    }

    @Test
    void filesWithTestsAreNoPartOfTheProgram() throws Exception {
        var files =
                Map.of(
                        "Main.java",
                        "void main() { IO.println(\"well\"); }",
                        "MainTest.java",
                        "import org.junit.jupiter.api.Test;\nclass MainTest { @Test void half( }");

        run(language("java"), texts(files), RunInput.none(), LIMITS);

        assertThat(seen.stdout()).as(seen.stderr()).isEqualTo("well\n");
    }

    @Test
    void whatWasBuiltOutlivesTheBox() throws Exception {
        run("java", "void main() { IO.println(\"once\"); }");
        forgetBoxes();

        run("java", "void main() { IO.println(\"once\"); }");

        assertThat(seen.stages()).containsExactly(Stage.RUNNING);
        assertThat(seen.stdout()).isEqualTo("once\n");
    }

    @Test
    void aBuildThatIsStoppedIsReplacedByTheNext() throws Exception {
        var language = language("java");
        run("java", "void main() { IO.println(1); }");
        box(language).setFiles(texts(Map.of("Main.java", "void main() { IO.println(2); }")));
        var stopped =
                box(language).start(program(language), RunInput.none(), LIMITS, new Recorder());
        stopped.stop();
        assertThat(stopped.await()).isInstanceOf(Cancelled.class);

        run("java", "void main() { IO.println(3); }");

        assertThat(seen.stdout()).isEqualTo("3\n");
    }

    @Test
    void aProgramHasAllItsProcessesBesideAHelperThatWaits() throws Exception {
        // The variable is not the helper's: it goes on waiting, with a dozen threads. So has the
        // program's JVM.
        var text =
                """
                void main() throws Exception {
                    for (int i = 0; i < 108; i++) {
                        Thread.ofPlatform().daemon().start(() -> java.util.concurrent.locks.LockSupport.park());
                    }
                    IO.println("all began");
                }
                """;
        var language = language("java");
        box(language).setFiles(texts(Map.of("Main.java", text)));
        var program = new Program(language, "Main.java", List.of(), Map.of("ANOTHER", "1"));

        var outcome = box(language).start(program, RunInput.none(), LIMITS, seen).await();

        assertThat(seen.stdout()).as("%s %s", outcome, seen.stderr()).isEqualTo("all began\n");
    }
}
