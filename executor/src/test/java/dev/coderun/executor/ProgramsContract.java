package dev.coderun.executor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.executor.RunOutcome.Cancelled;
import dev.coderun.executor.RunOutcome.Clock;
import dev.coderun.executor.RunOutcome.CompileFailed;
import dev.coderun.executor.RunOutcome.Exited;
import dev.coderun.executor.RunOutcome.OutOfMemory;
import dev.coderun.executor.RunOutcome.Signalled;
import dev.coderun.executor.RunOutcome.TimedOut;
import dev.coderun.executor.RunOutcome.TooMuchOutput;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of ordinary programs, in every sandbox.
public abstract class ProgramsContract extends SandboxContract {
    // ---- languages ----

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

    // ---- streams ----

    @Test
    void outputArrivesWhileTheProgramRunsAndInputReachesIt() throws Exception {
        var running =
                start(
                        """
                        print("What is it?")
                        print("It is", input())
                        """,
                        new RunInput.Pipes(new byte[0], true));
        seen.awaitText(Channel.STDOUT, "What is it?");

        running.stdin("late\n".getBytes(UTF_8));

        assertThat(running.await()).isInstanceOf(Exited.class);
        assertThat(seen.stdout()).isEqualTo("What is it?\nIt is late\n");
    }

    @Test
    void theEndOfInputIsReal() throws Exception {
        var running =
                start(
                        "import sys\nprint('ready')\nprint(len(sys.stdin.read()))",
                        new RunInput.Pipes("abc".getBytes(UTF_8), true));
        seen.awaitText(Channel.STDOUT, "ready");

        running.stdin("def".getBytes(UTF_8));
        running.endStdin();

        assertThat(running.await()).isInstanceOf(Exited.class);
        assertThat(seen.stdout()).isEqualTo("ready\n6\n");
    }

    @Test
    void muchInputAndOutputArrivesWhole() throws Exception {
        var bytes = new byte[3_000_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }

        var outcome =
                run(
                        language("python"),
                        texts(
                                Map.of(
                                        "main.py",
                                        """
                                        import shutil, sys
                                        shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)
                                        """)),
                        new RunInput.Pipes(bytes, false),
                        LIMITS);

        assertThat(outcome).isInstanceOf(Exited.class);
        assertThat(Arrays.equals(seen.bytes(Channel.STDOUT), bytes)).isTrue();
    }

    @Test
    void aProgramMayIgnoreItsInput() throws Exception {
        var outcome =
                run(
                        language("python"),
                        texts(Map.of("main.py", "import os\nos.close(0)\nprint('done')")),
                        new RunInput.Pipes(new byte[1_000_000], true),
                        LIMITS);

        assertThat(outcome).isInstanceOf(Exited.class);
        assertThat(seen.stdout()).isEqualTo("done\n");
    }

    @Test
    void inputThatNobodyReadsIsBounded() throws Exception {
        var running = start("import time\ntime.sleep(60)", new RunInput.Pipes(new byte[0], true));
        var megabyte = new byte[1 << 20];

        int taken = 0;
        while (taken < 100 && running.stdin(megabyte)) {
            taken++;
        }

        assertThat(taken).isBetween(15, 17);
        running.stop();
        assertThat(running.await()).isInstanceOf(Cancelled.class);
    }

    @Test
    void standardErrorIsToldApart() throws Exception {
        python("import sys\nprint('out')\nprint('err', file=sys.stderr)");

        assertThat(seen.stdout()).isEqualTo("out\n");
        assertThat(seen.stderr()).isEqualTo("err\n");
    }

    @Test
    void bytesThatLookLikeTheAgentsFramesAreOutput() throws Exception {
        python(
                """
                import sys
                frame = bytes([0, 0, 0, 35, 68, 0, 0, 0, 1]) + bytes(30)
                clean = bytes([0, 0, 0, 6, 69, 0, 0, 0, 1, 1])
                sys.stdout.buffer.write(frame + clean + b"\\x01\\0\\0\\0\\0\\0\\0\\x05hello\\xff")
                """);

        assertThat(seen.bytes(Channel.STDOUT)).hasSize(39 + 10 + 14);
    }

    // ---- terminals ----

    @Test
    void aTerminalHasASizeAndColoursAndIsResized() throws Exception {
        var running =
                start(
                        """
                        import os, signal, sys, time
                        resized = []
                        signal.signal(signal.SIGWINCH, lambda *_: resized.append(1))
                        print(sys.stdin.isatty(), sys.stdout.isatty(), os.environ["TERM"], tuple(os.get_terminal_size()))
                        print("\\x1b[31mred\\x1b[0m")
                        while not resized:
                            time.sleep(0.01)
                        print(tuple(os.get_terminal_size()))
                        """,
                        new RunInput.Terminal(100, 40));
        seen.awaitText(
                Channel.TERMINAL,
                "True True xterm-256color (100, 40)\r\n\u001b[31mred\u001b[0m\r\n");

        running.resize(80, 25);

        assertThat(running.await()).isInstanceOf(Exited.class);
        assertThat(seen.terminal()).endsWith("(80, 25)\r\n");
    }

    @Test
    void controlCInterruptsAndControlDEndsInputInATerminal() throws Exception {
        var running =
                start(
                        """
                        import sys, time
                        try:
                            print("asleep")
                            time.sleep(60)
                        except KeyboardInterrupt:
                            print("awake")
                        print(len(sys.stdin.read()))
                        """,
                        new RunInput.Terminal(80, 25));
        seen.awaitText(Channel.TERMINAL, "asleep");
        running.stdin(new byte[] {3});
        seen.awaitText(Channel.TERMINAL, "awake");

        running.endStdin();

        assertThat(running.await()).isInstanceOf(Exited.class);
        assertThat(seen.terminal()).endsWith("0\r\n");
    }

    // ---- ends ----

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, 255})
    void theExitCodeIsTheProgramsOwn(int code) throws Exception {
        var outcome = python("import sys\nsys.exit(" + code + ")");

        assertThat(outcome)
                .isInstanceOfSatisfying(Exited.class, it -> assertThat(it.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({"SIGSEGV, 11", "SIGKILL, 9", "SIGTERM, 15"})
    void aSignalThatEndsTheProgramIsNamed(String name, int number) throws Exception {
        var outcome = python("import os, signal\nos.kill(os.getpid(), signal." + name + ")");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Signalled.class, it -> assertThat(it.signal()).isEqualTo(number));
    }

    @Test
    void aSignalCanBeSent() throws Exception {
        var running = start("import time\nprint('up')\ntime.sleep(60)", RunInput.none());
        seen.awaitText(Channel.STDOUT, "up");

        running.signal(15);

        assertThat(running.await())
                .isInstanceOfSatisfying(
                        Signalled.class, it -> assertThat(it.signal()).isEqualTo(15));
    }

    @Test
    void wallTimeIsLimited() throws Exception {
        var outcome =
                python("import time\ntime.sleep(60)", LIMITS.withWall(Duration.ofMillis(400)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TimedOut.class, it -> assertThat(it.clock()).isEqualTo(Clock.WALL));
        assertThat(outcome.usage().wall())
                .isBetween(Duration.ofMillis(400), Duration.ofMillis(1500));
    }

    @Test
    void cpuTimeIsLimitedInAllProcessesTogether() throws Exception {
        var outcome =
                python(
                        "import os\nos.fork()\nwhile True: pass",
                        LIMITS.withCpu(Duration.ofMillis(600)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TimedOut.class, it -> assertThat(it.clock()).isEqualTo(Clock.CPU));
        assertThat(outcome.usage().cpu())
                .isBetween(Duration.ofMillis(600), Duration.ofMillis(1200));
    }

    @Test
    void memoryIsLimited() throws Exception {
        var outcome = python("hog = []\nwhile True: hog.append(bytearray(8 << 20))");

        assertThat(outcome).isInstanceOf(OutOfMemory.class);
        assertThat(box(language("python")).reusable()).isFalse();
    }

    @Test
    void memoryOfManyProcessesIsLimited() throws Exception {
        var outcome =
                python(
                        """
                        import os, time
                        for _ in range(8):
                            if os.fork() == 0:
                                hog = bytearray(48 << 20)
                                time.sleep(20)
                        time.sleep(20)
                        """);

        assertThat(outcome).isInstanceOf(OutOfMemory.class);
    }

    @Test
    void aLowerMemoryLimitThanTheBoxsHolds() throws Exception {
        var outcome =
                python(
                        "import time\nhog = bytearray(100 << 20)\ntime.sleep(20)",
                        LIMITS.withMemoryBytes(64 << 20));

        assertThat(outcome).isInstanceOf(OutOfMemory.class);
    }

    @Test
    void outputIsCutAtItsLimit() throws Exception {
        var outcome =
                python(
                        """
                        import sys
                        while True:
                            sys.stdout.write('x' * 5000)
                            sys.stderr.write('y' * 3000)
                        """,
                        LIMITS.withOutputBytes(100_000));

        assertThat(outcome).isInstanceOf(TooMuchOutput.class);
        assertThat(seen.stdout().length() + seen.stderr().length()).isEqualTo(100_000);
    }

    @Test
    void aRunCanBeStoppedAndItsBoxUsedAgain() throws Exception {
        var running = start("import time\nprint('up')\ntime.sleep(60)", RunInput.none());
        seen.awaitText(Channel.STDOUT, "up");

        running.stop();

        assertThat(running.await()).isInstanceOf(Cancelled.class);
        seen = new Recorder();
        assertThat(python("print('again')")).isInstanceOf(Exited.class);
        assertThat(seen.stdout()).isEqualTo("again\n");
    }

    @Test
    void aSecondRunWaitsForTheFirst() throws Exception {
        var box = box(language("python"));
        box.setFiles(texts(Map.of("main.py", "import time\nprint('run')\ntime.sleep(0.3)")));
        var first = box.start(program(language("python")), RunInput.none(), LIMITS, seen);
        var second = box.start(program(language("python")), RunInput.none(), LIMITS, seen);

        assertThat(second.await()).isInstanceOf(Exited.class);

        assertThat(first.outcome()).isDone();
        assertThat(seen.stdout()).isEqualTo("run\nrun\n");
    }

    // ---- files ----

    @Test
    void filesAreFoundByPathAndOnlyTheCurrentOnes() throws Exception {
        var language = language("python");
        var list =
                "import os\n"
                    + "print(sorted(os.path.join(d, f) for d, _, fs in os.walk('.') for f in fs))";
        run(
                language,
                texts(Map.of("main.py", list, "a/b/c.txt", "1", "x", "2")),
                RunInput.none(),
                LIMITS);
        run(language, texts(Map.of("main.py", list, "a", "now a file")), RunInput.none(), LIMITS);

        assertThat(seen.stdout())
                .isEqualTo("['./a/b/c.txt', './main.py', './x']\n['./a', './main.py']\n");
    }

    @Test
    void aProgramMayWriteInItsFolderAndNothingOfItIsLeft() throws Exception {
        python(
                """
                import os, socket
                open("main.py", "w").write("changed")
                os.mkdir("closed"); open("closed/file", "w").close(); os.chmod("closed", 0)
                os.mkfifo("pipe"); os.symlink("/etc/passwd", "link"); os.link("main.py", "second")
                for folder in ("/tmp", "/dev/shm"):
                    os.makedirs(folder + "/deep/er"); open(folder + "/deep/er/file", "w").write("secret")
                os.chdir("/tmp")
                for _ in range(300):
                    os.mkdir("d" * 200); os.chdir("d" * 200)
                os.chmod("/work/code", 0)
                """);
        seen = new Recorder();

        var outcome =
                python(
                        """
                        import os
                        for f in ('.', '/tmp', '/dev/shm', '/work/out'): print(os.listdir(f))
                        """);

        assertThat(outcome).isInstanceOf(Exited.class);
        assertThat(seen.stdout()).isEqualTo("['main.py']\n[]\n[]\n[]\n");
        assertThat(box(language("python")).reusable()).isTrue();
    }

    @Test
    void aFullDiskIsTheProgramsTroubleAlone() throws Exception {
        python(
                """
                for folder in ("/tmp", "/work/code", "/dev/shm"):
                    try:
                        for i in range(1_000_000): open(f"{folder}/{i}", "w").close()
                    except OSError as e: print(e.strerror)
                """,
                LIMITS.withCpu(Duration.ofSeconds(20)));
        var first = seen.stdout();
        seen = new Recorder();

        python("open('/tmp/file', 'w').write('x' * 1000)\nprint('fine')");

        assertThat(first).contains("No space left on device\n".repeat(3));
        assertThat(seen.stdout()).isEqualTo("fine\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../x", "/etc/passwd", "a//b", "a/./b", "a/..", "", "a\nb", "a\0b", "a/"})
    void aPathThatLeavesTheFolderIsRefused(String path) {
        var box = box(language("python"));

        assertThatThrownBy(() -> box.setFiles(texts(Map.of("main.py", "", path, ""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("file path");
    }

    @Test
    void aFileInAFileIsRefused() {
        var box = box(language("python"));

        assertThatThrownBy(() -> box.setFiles(texts(Map.of("main.py", "", "main.py/x", ""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("main.py/x");
    }
}
