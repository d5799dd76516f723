package dev.coderun.executor;

import static dev.coderun.executor.Diagnostic.Severity.ERROR;
import static dev.coderun.executor.Diagnostic.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coderun.executor.RunOutcome.CompileFailed;
import dev.coderun.executor.RunOutcome.Exited;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds of every language: its template, several files, every effort, and that its mistakes are found where they are.
public abstract class LanguagesContract extends SandboxContract {
    static final List<String> ALL =
            List.of("python", "java", "javascript", "typescript", "c", "cpp", "go", "rust", "bash");

    /// One for all tests of a language in a sandbox: opening one takes longer than most runs. They end with their sandbox.
    private static final Map<String, Box> BOXES = new ConcurrentHashMap<>();

    @Override
    protected Box box(Language language) {
        return BOXES.compute(
                sandbox().kind() + language.id(),
                (_, open) -> open != null && open.reusable() ? open : newBox(language));
    }

    /// Whether this sandbox can have it: a machine may lack its tools.
    protected abstract boolean has(String id);

    @ParameterizedTest
    @FieldSource("ALL")
    void theTemplateGreetsAtEveryEffort(String id) throws Exception {
        assumeTrue(has(id));
        var language = language(id);
        for (var effort : EnumSet.complementOf(EnumSet.of(Effort.CHECK))) {
            seen = new Recorder();

            var outcome = run(id, language.template(), "Ada\n", effort);

            assertThat(seen.stdout()).as("%s", effort).contains("Hello, Ada!", "3 squared is 9");
            assertThat(seen.stderr()).isEmpty();
            assertThat(outcome)
                    .isInstanceOfSatisfying(Exited.class, it -> assertThat(it.code()).isZero());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "typescript", "c", "cpp", "go", "rust", "bash"})
    void theTemplateGreetsTheWorldAtTheEndOfInput(String id) throws Exception {
        assumeTrue(has(id));

        run(id, language(id).template(), id.equals("typescript") ? "\n" : "", Effort.RUN);

        assertThat(seen.stdout()).contains("Hello, world!");
    }

    static Stream<Arguments> programsOfTwoFiles() {
        return Stream.of(
                Arguments.of(
                        "python",
                        Map.of(
                                "main.py", "import shapes.square\nprint(shapes.square.area(3))",
                                "shapes/square.py", "def area(side): return side * side")),
                Arguments.of(
                        "javascript",
                        Map.of(
                                "main.js",
                                "console.log(require('./shapes/square').area(3))",
                                "shapes/square.js",
                                "exports.area = side => side * side")),
                Arguments.of(
                        "typescript",
                        Map.of(
                                "main.ts",
                                """
                                import { Square, Shape } from "./shapes/square";
                                enum Unit { Metre }
                                const shape: Shape = new Square(3);
                                console.log(shape.area(), Unit[0]);
                                """,
                                "shapes/square.ts",
                                """
                                export interface Shape { area(): number }
                                export class Square implements Shape {
                                  constructor(private side: number) {}
                                  area() { return this.side * this.side; }
                                }
                                """)),
                Arguments.of(
                        "c",
                        Map.of(
                                "main.c",
                                """
                                #include <stdio.h>
                                #include "shapes/square.h"
                                int main(void) { printf("%d\\n", area(3)); }
                                """,
                                "shapes/square.c",
                                "#include \"square.h\"\nint area(int side) { return side * side; }",
                                "shapes/square.h",
                                "int area(int side);")),
                Arguments.of(
                        "cpp",
                        Map.of(
                                "main.cpp",
                                """
                                #include <print>
                                #include "shapes/square.hpp"
                                int main() { std::println("{}", Square{3}.area()); }
                                """,
                                "shapes/square.cpp",
                                "#include \"square.hpp\"\nint Square::area() const { return side *"
                                        + " side; }",
                                "shapes/square.hpp",
                                "struct Square { int side; int area() const; };")),
                Arguments.of(
                        "go",
                        Map.of(
                                "main.go",
                                """
                                package main

                                import (
                                	"fmt"

                                	"drawing/shapes"
                                )

                                func main() { fmt.Println(shapes.Area(side())) }
                                """,
                                "side.go",
                                "package main\n\nfunc side() int { return 3 }\n",
                                "go.mod",
                                "module drawing\n\ngo 1.24\n",
                                "shapes/square.go",
                                "package shapes\n\nfunc Area(side int) int { return side * side"
                                        + " }\n",
                                "shapes/square_test.go",
                                "package shapes\n\nthis is no Go\n")),
                Arguments.of(
                        "rust",
                        Map.of(
                                "main.rs",
                                "mod shapes;\nfn main() { println!(\"{}\", shapes::area(3)); }",
                                "shapes/mod.rs",
                                "pub fn area(side: i32) -> i32 { side * side }")),
                Arguments.of(
                        "bash",
                        Map.of(
                                "main.sh",
                                "source shapes/square.sh\narea 3",
                                "shapes/square.sh",
                                "area() { echo $(($1 * $1)); }")));
    }

    @ParameterizedTest
    @MethodSource("programsOfTwoFiles")
    void aProgramMayHaveSeveralFiles(String id, Map<String, String> files) throws Exception {
        assumeTrue(has(id));

        var outcome = run(id, files, "", Effort.RUN);

        assertThat(seen.stderr()).isEmpty();
        assertThat(seen.stdout()).startsWith("9");
        assertThat(outcome).isInstanceOf(Exited.class);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("java", "class Main {\n    int x = \"a\";\n}", 2, 13, "incompatible types"),
                mistake("c", "int main(void) {\n    return y;\n}", 2, 12, "undeclared"),
                mistake(
                        "cpp",
                        "int main() {\n    return y;\n}",
                        2,
                        12,
                        "undeclared identifier 'y'"),
                mistake(
                        "go",
                        "package main\n\nfunc main() {\n\tx := 1\n}\n",
                        4,
                        2,
                        "declared and not used: x"),
                mistake("go", "package main\n\nfunc main() {\n", 4, 1, "syntax error"),
                mistake(
                        "go",
                        "package main\n\nimport \"example.com/x\"\n\nfunc main() { x.Do() }\n",
                        3,
                        8,
                        "not in the standard library"),
                mistake("rust", "fn main() {\n    y;\n}", 2, 5, "cannot find value `y`"),
                mistake("typescript", "const é = ;\n", 1, 11, "Unexpected \";\""));
    }

    private static Arguments mistake(String id, String text, int line, int column, String says) {
        return Arguments.of(id, text, line, column, says);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aCompilersErrorIsFoundWhereItIs(String id, String text, int line, int column, String says)
            throws Exception {
        assumeTrue(has(id));
        var entry = language(id).entry();

        var outcome = run(id, Map.of(entry, text), "", Effort.RUN);

        assertThat(outcome).isInstanceOf(CompileFailed.class);
        assertThat(seen.diagnostics())
                .first()
                .satisfies(
                        found -> {
                            assertThat(found.path()).isEqualTo(entry);
                            assertThat(found.line()).isEqualTo(line);
                            assertThat(found.severity()).isEqualTo(ERROR);
                            assertThat(found.text()).contains(says);
                        });
        assertThat(seen.diagnostics().getFirst().column()).isEqualTo(column);
    }

    static Stream<Arguments> syntaxErrors() {
        return Stream.of(
                Arguments.of("python", "print('never')\nx = (\n", 2, "was never closed"),
                Arguments.of(
                        "javascript", "console.log(1);\nlet b = ;\n", 2, "Unexpected token ';'"));
    }

    @ParameterizedTest
    @MethodSource("syntaxErrors")
    void whileSomebodyTypesWhatIsNoProgramIsSaidAndNotRun(
            String id, String text, int line, String says) throws Exception {
        assumeTrue(has(id));
        var entry = language(id).entry();

        var outcome = run(id, Map.of(entry, text), "", Effort.LIVE);

        assertThat(outcome).isInstanceOf(CompileFailed.class);
        assertThat(seen.stdout()).isEmpty();
        assertThat(seen.diagnostics())
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.path()).isEqualTo(entry);
                            assertThat(found.line()).isEqualTo(line);
                            assertThat(found.text()).contains(says);
                        });
    }

    static Stream<Arguments> crashes() {
        return Stream.of(
                Arguments.of(
                        "python", "def f():\n    return 1 / 0\n\nf()\n", 2, "division by zero"),
                Arguments.of("python", "print(1)\nx = (\n", 2, "was never closed"),
                Arguments.of("python", "import json\n\njson.loads('{')\n", 3, "JSONDecodeError"),
                Arguments.of("javascript", "let a = 1;\nlet b = ;\n", 2, "Unexpected token ';'"),
                Arguments.of("javascript", "\nnull.x;\n", 2, "Cannot read properties of null"),
                Arguments.of("javascript", "\nrequire('fs').readFileSync('/no');", 2, "ENOENT"),
                Arguments.of(
                        "typescript", "interface A {}\n\nthrow new Error('sad');", 3, "Error: sad"),
                Arguments.of(
                        "java",
                        "void main() {\n    Integer.parseInt(\"x\");\n}",
                        2,
                        "NumberFormatException"),
                Arguments.of(
                        "go",
                        "package main\n\nfunc main() {\n\tvar a []int\n\tprintln(a[1])\n}\n",
                        5,
                        "index out of range"),
                Arguments.of(
                        "rust",
                        """
                        fn main() {
                            let v: Vec<i32> = vec![];
                            println!("{}", v[2]);
                        }
                        """,
                        3,
                        "index out of bounds"),
                Arguments.of("bash", "echo\nif true\n", 3, "syntax error"));
    }

    @ParameterizedTest
    @MethodSource("crashes")
    void anErrorThatEndsAProgramIsFoundWhereItWas(String id, String text, int line, String says)
            throws Exception {
        assumeTrue(has(id));
        var entry = language(id).entry();

        run(id, Map.of(entry, text), "", Effort.RUN);

        assertThat(seen.diagnostics())
                .anySatisfy(
                        found -> {
                            assertThat(found.path()).isEqualTo(entry);
                            assertThat(found.line()).isEqualTo(line);
                            assertThat(found.text()).contains(says);
                        });
    }

    static Stream<Arguments> doubts() {
        return Stream.of(
                Arguments.of("c", "int main(void) {\n    int unused;\n}\n", 9),
                Arguments.of("cpp", "int main() {\n    int unused;\n}\n", 9),
                Arguments.of("java", "void main() {}\nvoid never() { new Thread().stop(); }\n", 28),
                Arguments.of("rust", "fn main() {\n    let unused = 1;\n}\n", 9),
                Arguments.of("typescript", "let a = 1;\nconsole.log(typeof a === 'strin');\n", 26));
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void aWarningIsToldAgainWhenTheBuildIsKept(String id, String text, int column)
            throws Exception {
        assumeTrue(has(id));
        var files = Map.of(language(id).entry(), text);
        run(id, files, "", Effort.RUN);
        var first = seen.diagnostics();

        seen = new Recorder();
        run(id, files, "", Effort.RUN);

        assertThat(seen.stages()).containsExactly(Stage.RUNNING);
        assertThat(seen.diagnostics())
                .isEqualTo(first)
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.severity()).isEqualTo(WARNING);
                            assertThat(found.line()).isEqualTo(2);
                            assertThat(found.column()).isEqualTo(column);
                        });
    }

    @ParameterizedTest
    @EnumSource(Effort.class)
    void anOtherEffortIsAnotherBuild(Effort effort) throws Exception {
        assumeTrue(has("c"));
        var optimised =
                Map.of(
                        "main.c",
                        """
                        #include <stdio.h>
                        int main(void) {
                        #ifdef __OPTIMIZE__
                            puts("optimised");
                        #else
                            puts("quick");
                        #endif
                        }
                        """);
        for (var before : Effort.values()) {
            run("c", optimised, "", before);
        }
        seen = new Recorder();

        run("c", optimised, "", effort);

        assertThat(seen.stdout()).isEqualTo(effort == Effort.FULL ? "optimised\n" : "quick\n");
    }

    @Test
    void theTypesOfTypeScriptAreCheckedWhereThereIsTime() throws Exception {
        assumeTrue(has("typescript"));
        var wrong =
                Map.of(
                        "main.ts",
                        "const n: number = \"text\";\nconsole.log(process.argv.length, n);");

        run("typescript", wrong, "", Effort.FULL);

        assertThat(seen.stdout()).isEqualTo("2 text\n");
        assertThat(seen.diagnostics())
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.line()).isEqualTo(1);
                            assertThat(found.column()).isEqualTo(7);
                            assertThat(found.text()).contains("TS2322");
                        });
    }

    @Test
    void theTypesOfTypeScriptAreCheckedForThemselvesAndInEveryFile() throws Exception {
        assumeTrue(has("typescript"));
        var wrong =
                Map.of(
                        "main.ts", "import './part.ts';\nconst n: number = \"text\";\n",
                        "part.ts", "const n = 1;\nexport const half: string = n / 2;\n",
                        "alone.ts", "const n = 2;\nconsole.log(n.lenght);\n");

        var box = box(language("typescript"));
        box.setFiles(texts(wrong));
        var checked = program(language("typescript")).with(Effort.CHECK);
        var outcome = box.build(checked, seen).await();

        assertThat(outcome).isInstanceOf(Exited.class);
        assertThat(seen.diagnostics())
                .extracting(found -> found.path() + ":" + found.line())
                .containsExactlyInAnyOrder("main.ts:2", "part.ts:2", "alone.ts:2");
    }

    @Test
    void doubtInTheQuickCompilerIsSettledByTheThoroughOne() throws Exception {
        assumeTrue(has("c"));
        var outcome =
                run("c", Map.of("main.c", "int main(void) {\n    return y;\n}"), "", Effort.LIVE);

        assertThat(outcome).isInstanceOf(CompileFailed.class);
        assertThat(seen.diagnostics()).first().extracting(Diagnostic::line).isEqualTo(2);
    }

    private RunOutcome run(String id, Map<String, String> files, String stdin, Effort effort)
            throws InterruptedException {
        var language = language(id);
        var box = box(language);
        box.setFiles(texts(files));
        return box.start(program(language).with(effort), stdin(stdin), LIMITS, seen).await();
    }
}
