package dev.coderun.executor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome.Cancelled;
import dev.coderun.executor.RunOutcome.CompileFailed;
import dev.coderun.executor.RunOutcome.Exited;
import dev.coderun.executor.RunOutcome.Signalled;
import dev.coderun.executor.RunOutcome.TimedOut;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A session's box: programs that start from a helper behave as they would without one, and meet nothing that stays.
public abstract class HelpersContract extends SandboxContract {
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

    private final KeptBuilds builds = new KeptBuilds();

    @Override
    protected Box newBox(Language language) {
        return sandbox().open(language, new BoxUse(true, builds));
    }

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
    void aPythonTracebackIsThePrograms() throws Exception {
        run("python", "def f():\n    return 1 / 0\nf()\n");

        assertThat(seen.stderr())
                .isEqualTo(
                        """
                        Traceback (most recent call last):
                          File "/work/code/main.py", line 3, in <module>
                            f()
                            ~^^
                          File "/work/code/main.py", line 2, in f
                            return 1 / 0
                                   ~~^~~
                        ZeroDivisionError: division by zero
                        """);
    }

    @Test
    void aPythonProgramSeesWhatItWouldSeeWithoutAHelper() throws Exception {
        var text =
                """
                import sys, os, random, signal
                print(__name__, __file__, sys.argv, sys.path[0], os.getcwd(), sys.orig_argv)
                print(sorted(globals()))
                print(sorted(os.environ.items()))
                print(sorted(os.listdir('/proc/self/fd')), os.listdir('.'))
                print(sys.stdin, sys.stdout, sys.stderr, sys.flags)
                print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, os.getpgrp() == os.getpid(), os.getsid(0) == os.getpid())
                print([line for line in open('/proc/self/status') if line.startswith(('Cap', 'NoNew', 'Seccomp:', 'Groups', 'SigBlk', 'SigIgn', 'Tracer'))])
                print(os.getuid() == os.geteuid() and os.getuid() >= 1000, os.getgroups(), open('/dev/stdin').read())
                print(open('/proc/self/oom_score_adj').read(), os.access('/proc/self/fd/1', os.R_OK))
                print(len(sys._current_frames()), sys.getrecursionlimit())
                """;
        var language = language("python");
        run(language, texts(Map.of("main.py", text)), stdin("in"), LIMITS);
        var fromHelper = seen.stdout();
        assertThat(seen.stderr()).isEmpty();

        seen = new Recorder();
        try (var cold = sandbox().open(language)) {
            cold.setFiles(texts(Map.of("main.py", text)));
            cold.start(program(language), stdin("in"), LIMITS, seen).await();
        }

        assertThat(fromHelper).isEqualTo(seen.stdout());
    }

    @Test
    void aModuleOfThePythonProgramHidesOneThatTheHelperHasImported() throws Exception {
        var outcome =
                run(
                        language("python"),
                        texts(
                                Map.of(
                                        "main.py", "import random\nprint(random.MINE)",
                                        "random.py", "MINE = 4")),
                        RunInput.none(),
                        LIMITS);

        assertThat(seen.stdout()).isEqualTo("4\n");
        assertThat(outcome).isInstanceOf(Exited.class);
    }

    @Test
    void aPythonProgramEndsAsItWishes() throws Exception {
        assertThat(run("python", "import sys\nsys.exit(7)"))
                .isInstanceOfSatisfying(
                        Exited.class, exited -> assertThat(exited.code()).isEqualTo(7));
        assertThat(run("python", "raise SystemExit('bye')"))
                .isInstanceOfSatisfying(
                        Exited.class, exited -> assertThat(exited.code()).isEqualTo(1));
        assertThat(seen.stderr()).isEqualTo("bye\n");
        assertThat(run("python", "def f(:"))
                .isInstanceOfSatisfying(
                        Exited.class, exited -> assertThat(exited.code()).isEqualTo(1));
        assertThat(seen.stderr())
                .contains("main.py\", line 1", "SyntaxError")
                .doesNotContain("warm");
        assertThat(run("python", "import os, signal\nos.kill(os.getpid(), signal.SIGINT)"))
                .isInstanceOfSatisfying(
                        Signalled.class, ended -> assertThat(ended.signal()).isEqualTo(2));
    }

    @Test
    void aPythonProgramSaysItsLastWordsAsItWouldWithoutAHelper() throws Exception {
        var text =
                """
                import atexit, sys, threading

                class Last:
                    def __init__(self, name): self.name = name
                    def __del__(self): print('gone', self.name, sys is not None)

                def closing():
                    try: yield
                    finally: print('closed')

                kept = Last('global')
                _kept = Last('private')
                ring = Last('in a ring')
                ring.me = ring
                generator = closing()
                next(generator)
                atexit.register(print, 'at exit')
                threading.Thread(target=lambda: (threading.main_thread().join(), print('a thread'))).start()
                sys.exit('bye')
                """;
        var language = language("python");
        var warm = run(language, texts(Map.of("main.py", text)), RunInput.none(), LIMITS);
        var fromHelper = seen;

        seen = new Recorder();
        RunOutcome cold;
        try (var box = sandbox().open(language)) {
            box.setFiles(texts(Map.of("main.py", text)));
            cold = box.start(program(language), RunInput.none(), LIMITS, seen).await();
        }

        assertThat(fromHelper.stdout())
                .isEqualTo(seen.stdout())
                .contains("a thread\n", "at exit\n", "gone global True\n", "closed\n");
        assertThat(fromHelper.stderr()).isEqualTo(seen.stderr()).isEqualTo("bye\n");
        assertThat(warm)
                .isInstanceOfSatisfying(
                        Exited.class, exited -> assertThat(exited.code()).isEqualTo(1));
        assertThat(cold)
                .isInstanceOfSatisfying(
                        Exited.class, exited -> assertThat(exited.code()).isEqualTo(1));
    }

    @Test
    void theWarmInterpreterCannotBeReadKilledOrTold() throws Exception {
        run(
                "python",
                """
                import os, signal
                warm = [p for p in os.listdir('/proc') if p.isdigit() and p != '1'
                        and int(p) != os.getpid() and 'warm' in open(f'/proc/{p}/cmdline').read()]
                print(len(warm))
                for pid in warm:
                    for attempt in (lambda: os.kill(int(pid), signal.SIGKILL), lambda: open(f'/proc/{pid}/mem', 'rb'),
                                    lambda: os.listdir(f'/proc/{pid}/fd'), lambda: open(f'/proc/{pid}/environ').read(),
                                    lambda: open(f'/proc/{pid}/root/x')):
                        try: print('ALLOWED', attempt())
                        except OSError as e: print(type(e).__name__)
                """);

        assertThat(seen.stdout()).isEqualTo("1\n" + "PermissionError\n".repeat(5));
    }

    @Test
    void aJavaErrorIsToldAsJavaDoes() throws Exception {
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
    void javaFilesInPackagesAreCompiledTogether() throws Exception {
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
    void filesWithTestsAreNoPartOfTheJavaProgram() throws Exception {
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
    void inputIsTypedToAProgramThatStartedFromAHelper() throws Exception {
        var language = language("python");
        box(language).setFiles(texts(Map.of("main.py", "print(input() + '!')\nprint(input())")));
        var running =
                box(language)
                        .start(
                                program(language),
                                new RunInput.Pipes(new byte[0], true),
                                LIMITS,
                                seen);
        running.stdin("one\n".getBytes(UTF_8));
        seen.awaitText(Channel.STDOUT, "one!");
        running.stdin("two\n".getBytes(UTF_8));
        running.endStdin();

        assertThat(running.await()).isInstanceOf(Exited.class);
        assertThat(seen.stdout()).isEqualTo("one!\ntwo\n");
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

    @Test
    void limitsHoldForAProgramThatStartedFromAHelper() throws Exception {
        assertThat(
                        run(
                                language("python"),
                                texts(Map.of("main.py", "while True: pass")),
                                RunInput.none(),
                                LIMITS.withCpu(Duration.ofMillis(300))))
                .isInstanceOf(TimedOut.class);
    }

    private static String of(Map<String, String> all, String id) {
        return Objects.requireNonNull(all.get(id));
    }

    private RunOutcome run(String id, String text) throws InterruptedException {
        seen = new Recorder();
        var language = language(id);
        return run(language, texts(Map.of(language.entry(), text)), RunInput.none(), LIMITS);
    }
}
