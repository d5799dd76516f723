package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome.Exited;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A session's box: programs that start from a helper behave as they would without one, and meet nothing that stays.
public abstract class HelpersContract extends SessionBoxContract {
    /// How a program sees by which command its process was started.
    private static final Map<String, String> COMMAND_LINE =
            Map.of(
                    "python",
                    "print(open('/proc/self/cmdline').read())",
                    "javascript",
                    "console.log(require('fs').readFileSync('/proc/self/cmdline', 'utf8'));",
                    "typescript",
                    "import { readFileSync } from 'node:fs';\n"
                            + "console.log(readFileSync('/proc/self/cmdline', 'utf8'));",
                    "java",
                    """
                    void main() throws Exception {
                        IO.println(java.nio.file.Files.readString(java.nio.file.Path.of("/proc/self/cmdline")));
                    }
                    """);

    private static final Map<String, String> HELPER =
            Map.of(
                    "python", "warm.py",
                    "javascript", "parked.cjs",
                    "typescript", "parked.cjs",
                    "java", "parked.jar");

    @ParameterizedTest
    @ValueSource(strings = {"python", "javascript", "typescript", "java"})
    void everyRunStartsFromTheHelper(String id) throws Exception {
        for (int i = 0; i < 3; i++) {
            var outcome = run(id, of(COMMAND_LINE, id));
            assertThat(seen.stdout())
                    .as("run " + i + outcome + seen.stderr())
                    .contains(of(HELPER, id));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "javascript", "typescript", "java"})
    void theTemplateGreets(String id) throws Exception {
        var language = language(id);

        var outcome = run(language, texts(language.template()), stdin("Ada\n"), LIMITS);

        assertThat(seen.stdout()).contains("Hello, Ada!", "3 squared is 9");
        assertThat(seen.stderr()).isEmpty();
        assertThat(outcome)
                .isInstanceOfSatisfying(Exited.class, exited -> assertThat(exited.code()).isZero());
        assertThat(outcome.usage().cpu()).isPositive();
        assertThat(outcome.usage().peakMemoryBytes()).isBetween(1L << 18, 256L << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "javascript", "java"})
    void aTerminalIsATerminal(String id) throws Exception {
        var texts =
                Map.of(
                        "python",
                        "import os, sys\n"
                                + "print(sys.stdin.isatty(), sys.stdout.isatty(),"
                                + " os.get_terminal_size())",
                        "javascript",
                        "console.log(process.stdin.isTTY, process.stdout.isTTY,"
                                + " process.stdout.columns)",
                        "java",
                        "void main() { IO.println(System.console().isTerminal()); }");
        for (int columns : List.of(90, 91)) { // The first box waits with pipes.
            seen = new Recorder();
            var language = language(id);
            run(
                    language,
                    texts(Map.of(language.entry(), of(texts, id))),
                    new RunInput.Terminal(columns, 30),
                    LIMITS);
            assertThat(seen.terminal().toLowerCase(Locale.ROOT))
                    .contains("true")
                    .doesNotContain("false");
            if (!id.equals("java")) {
                assertThat(seen.terminal()).contains(String.valueOf(columns));
            }
        }
        assertThat(seen.terminal()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "javascript", "java"})
    void argumentsAndVariablesArrive(String id) throws Exception {
        var texts =
                Map.of(
                        "python",
                        "import os, sys\nprint(sys.argv[1:], os.environ.get('GREETING'))",
                        "javascript",
                        "console.log(process.argv.slice(2), process.env.GREETING)",
                        "java",
                        """
                        void main(String[] arguments) {
                            IO.println(List.of(arguments) + " " + System.getenv("GREETING"));
                        }
                        """);
        var language = language(id);
        box(language).setFiles(texts(Map.of(language.entry(), of(texts, id))));
        for (var greeting : List.of(Map.<String, String>of(), Map.of("GREETING", "hi"))) {
            seen = new Recorder();
            var arguments = List.of("two words", "", "é$x");
            var program = new Program(language, language.entry(), arguments, greeting);
            box(language).start(program, RunInput.none(), LIMITS, seen).await();

            assertThat(seen.stdout()).contains("two words", "é$x").contains(",  ".trim());
            assertThat(seen.stdout().contains("hi")).isEqualTo(!greeting.isEmpty());
        }
    }

    @Test
    void helpersOfRunsToComeWaitTogetherEachUnderAUidOfItsOwn() throws Exception {
        // Two wait while a program runs that was a helper itself.
        var text =
                """
                const fs = require('fs');
                const isHelper = (pid) => {
                    try { return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('parked.cjs'); }
                    catch { return false; }
                };
                const helpers = () => fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).filter(isHelper);
                while (helpers().length < 3) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
                const uids = helpers().map((pid) => fs.statSync(`/proc/${pid}`).uid);
                console.log(uids.length, new Set(uids).size);
                """;
        var language = language("javascript");
        box(language).expectRuns(4);

        run(
                language,
                texts(Map.of("main.js", text)),
                RunInput.none(),
                LIMITS.withWall(Duration.ofSeconds(60)));

        assertThat(seen.stdout()).isEqualTo("3 3\n");
        for (int i = 0; i < 4; i++) {
            run("javascript", "console.log(require('fs').readdirSync('.'))");
            assertThat(seen.stdout()).isEqualTo("[ 'main.js' ]\n");
        }
    }

    private static String of(Map<String, String> all, String id) {
        return Objects.requireNonNull(all.get(id));
    }
}
