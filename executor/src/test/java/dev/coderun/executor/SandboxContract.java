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
import dev.coderun.executor.RunOutcome.TooManyProcesses;
import dev.coderun.executor.RunOutcome.TooMuchOutput;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every sandbox does with a program, whatever its boxes are made of.
@Timeout(60)
public abstract class SandboxContract {
    private static final Limits LIMITS =
            Limits.standard().withWall(Duration.ofSeconds(30)).withMemoryBytes(256L << 20);

    private final Map<String, Box> boxes = new HashMap<>();
    private Recorder seen = new Recorder();

    protected abstract Sandbox sandbox();

    @AfterEach
    void closeBoxes() {
        boxes.values().forEach(Box::close);
    }

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

    // ---- walls ----

    @Test
    void aProgramIsNobodyInParticular() throws Exception {
        python(
                """
                import os
                status = dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines())
                print(os.getuid() >= 1000 and os.getresuid() == (os.getuid(),) * 3, os.getgroups())
                for name in ("CapEff", "CapPrm", "CapBnd", "NoNewPrivs", "Seccomp"): print(name, status[name])
                """);

        assertThat(seen.stdout())
                .startsWith("True []\nCapEff 0000000000000000\nCapPrm 0000000000000000\n")
                .endsWith("NoNewPrivs 1\nSeccomp 2\n");
    }

    @Test
    void theAgentCannotBeKilledReadOrTraced() throws Exception {
        python(
                """
                import ctypes, os, signal
                def attempt(action, *arguments):
                    try: print("ALLOWED", action.__name__, arguments, action(*arguments))
                    except OSError as e: print(type(e).__name__)
                for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, 0): attempt(os.kill, 1, number)
                for file in ("mem", "environ", "maps", "fd/0", "root/etc/passwd"): attempt(open, "/proc/1/" + file)
                attempt(os.listdir, "/proc/1/fd")
                print(ctypes.CDLL(None).ptrace(16, 1, 0, 0))
                """);

        assertThat(seen.stdout()).doesNotContain("ALLOWED").endsWith("-1\n");
        assertThat(seen.stdout().lines().filter("PermissionError"::equals)).hasSize(10);
    }

    @Test
    void theNetworkIsOff() throws Exception {
        python(
                """
                import socket
                print([name for _, name in socket.if_nameindex() if name != "lo"])
                for family, address in ((socket.AF_INET, ("192.0.2.1", 80)), (socket.AF_INET6, ("2001:db8::1", 80))):
                    try: socket.socket(family).connect(address); print("CONNECTED")
                    except OSError as e: print("refused")
                for family in (40, socket.AF_PACKET, 38):
                    try: socket.socket(family, socket.SOCK_STREAM); print("OPENED", family)
                    except OSError as e: print("refused")
                """);

        assertThat(seen.stdout()).isEqualTo("[]\nrefused\nrefused\nrefused\nrefused\nrefused\n");
    }

    @Test
    void nothingOfTheSystemCanBeWritten() throws Exception {
        python(
                """
                import os
                for path in ("/x", "/etc/x", "/usr/x", "/var/tmp/x", "/work/x", "/work/files/main.py", "/work/built/x",
                             "/dev/x", "/agent", "/sys/fs/cgroup/x"):
                    try: open(path, "w"); print("WROTE", path)
                    except OSError as e: print("refused")
                """);

        assertThat(seen.stdout()).isEqualTo("refused\n".repeat(10));
    }

    @Test
    void theKernelsBackDoorsAreClosed() throws Exception {
        python(
                """
                import ctypes, errno, platform
                libc = ctypes.CDLL(None, use_errno=True)
                arm = platform.machine() == "aarch64"
                calls = {"unshare": (97 if arm else 272, 0x10000000), "ptrace": (117 if arm else 101, 0),
                         "io_uring_setup": (425, 8, 0), "mq_open": (180 if arm else 240, b"/q", 0o102, 0o600, 0),
                         "shmget": (194 if arm else 29, 1, 4096, 0o1600), "semget": (190 if arm else 64, 1, 1, 0o1600),
                         "msgget": (186 if arm else 68, 1, 0o1600), "bpf": (280 if arm else 321, 0, 0, 0),
                         "userfaultfd": (282 if arm else 323, 0), "keyctl": (219 if arm else 250, 0, 0),
                         "clone with a user namespace": (220 if arm else 56, 0x10000011, 0, 0, 0, 0)}
                for name, call in calls.items():
                    result = libc.syscall(*call)
                    if result != -1 or ctypes.get_errno() != errno.EPERM: print("OPEN", name, result)
                print("closed")
                """);

        assertThat(seen.stdout()).isEqualTo("closed\n");
    }

    // ---- hostile programs, each followed by a clean one in a box of the same sandbox ----

    @Test
    void aForkBombEnds() throws Exception {
        var outcome =
                python("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass");

        assertThat(outcome).isInstanceOfAny(TooManyProcesses.class, TimedOut.class);
        assertTheNextRunIsClean();
    }

    @Test
    void aProcessThatHidesIsSwept() throws Exception {
        var outcome =
                python(
                        """
                        import os, signal, time
                        if os.fork() == 0:
                            os.setsid()
                            if os.fork() == 0:
                                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                                signal.signal(signal.SIGHUP, signal.SIG_IGN)
                                print("hidden", os.getpid())
                                time.sleep(60)
                            os._exit(0)
                        time.sleep(0.2)
                        """);

        assertThat(outcome).isInstanceOf(Exited.class);
        assertThat(seen.stdout()).contains("hidden");
        assertThat(box(language("python")).reusable()).isFalse();
        assertTheNextRunIsClean();
    }

    @Test
    void stoppingEverythingDoesNotBeatTheLimit() throws Exception {
        var outcome =
                python(
                        """
                        import os, signal
                        try: os.kill(-1, signal.SIGSTOP)
                        except OSError: pass
                        os.kill(os.getpid(), signal.SIGSTOP)
                        """,
                        LIMITS.withWall(Duration.ofMillis(500)));

        assertThat(outcome).isInstanceOf(TimedOut.class);
        assertTheNextRunIsClean();
    }

    @Test
    void killingEverythingEndsTheProgramAlone() throws Exception {
        python(
                """
                import os, signal
                try: os.kill(-1, signal.SIGKILL)
                except OSError: print("nobody else")
                """);

        assertThat(seen.stdout()).isEqualTo("nobody else\n");
        assertTheNextRunIsClean();
    }

    @Test
    void closingItsOutputDoesNotBeatTheLimit() throws Exception {
        var outcome =
                python(
                        "import os, time\nos.close(0); os.close(1); os.close(2)\ntime.sleep(60)",
                        LIMITS.withWall(Duration.ofMillis(500)));

        assertThat(outcome).isInstanceOf(TimedOut.class);
        assertTheNextRunIsClean();
    }

    @Test
    void deepRecursionIsTheProgramsOwnEnd() throws Exception {
        var outcome =
                python(
                        """
                        import sys
                        sys.setrecursionlimit(10**9)
                        def f(n): return [f(n + 1)]
                        f(0)
                        """);

        assertThat(outcome).isInstanceOfAny(Signalled.class, OutOfMemory.class, Exited.class);
        assertTheNextRunIsClean();
    }

    @Test
    void aHundredRunsInARowLeaveNothing() throws Exception {
        var box = box(language("python"));
        box.setFiles(
                texts(
                        Map.of(
                                "main.py",
                                """
                                import os
                                print(len(os.listdir('/proc')), file=open('/tmp/x', 'w'))
                                print(len([p for p in os.listdir('/proc') if p.isdigit()]), os.listdir('/tmp'))
                                """)));
        for (int i = 0; i < 100; i++) {
            seen = new Recorder();
            var outcome =
                    box.start(program(language("python")), RunInput.none(), LIMITS, seen).await();
            assertThat(outcome).isInstanceOf(Exited.class);
            assertThat(seen.stdout()).isEqualTo("2 ['x']\n");
        }
        assertThat(box.reusable()).isTrue();
    }

    // ---- helpers ----

    private void assertTheNextRunIsClean() throws InterruptedException {
        var language = language("python");
        var box = boxes.get("python");
        if (box != null && !box.reusable()) {
            box.close();
            boxes.remove("python");
        }
        seen = new Recorder();
        var outcome =
                run(
                        language,
                        texts(
                                Map.of(
                                        "main.py",
                                        """
                                        import os
                                        print(len([p for p in os.listdir('/proc') if p.isdigit()]), os.listdir('.'), os.listdir('/tmp'))
                                        """)),
                        RunInput.none(),
                        LIMITS);
        assertThat(outcome).isInstanceOf(Exited.class);
        assertThat(seen.stdout()).isEqualTo("2 ['main.py'] []\n");
    }

    protected Language language(String id) {
        return sandbox().languages().find(id).orElseThrow();
    }

    protected Box box(Language language) {
        return boxes.computeIfAbsent(language.id(), _ -> sandbox().open(language));
    }

    private RunOutcome python(String text) throws InterruptedException {
        return python(text, LIMITS);
    }

    private RunOutcome python(String text, Limits limits) throws InterruptedException {
        return run(language("python"), texts(Map.of("main.py", text)), RunInput.none(), limits);
    }

    private RunningProgram start(String text, RunInput input) {
        var language = language("python");
        var box = box(language);
        box.setFiles(texts(Map.of("main.py", text)));
        return box.start(program(language), input, LIMITS, seen);
    }

    private RunOutcome java(Map<String, String> texts) throws InterruptedException {
        return run(language("java"), texts(texts), RunInput.none(), LIMITS);
    }

    private RunOutcome run(
            Language language, Map<String, byte[]> files, RunInput input, Limits limits)
            throws InterruptedException {
        var box = box(language);
        box.setFiles(files);
        return box.start(program(language), input, limits, seen).await();
    }

    private static Program program(Language language) {
        return new Program(language, language.entry(), List.of(), Map.of());
    }

    private static RunInput stdin(String text) {
        return new RunInput.Pipes(text.getBytes(UTF_8), false);
    }

    private static Map<String, byte[]> texts(Map<String, String> texts) {
        var files = new HashMap<String, byte[]>();
        texts.forEach((path, text) -> files.put(path, text.getBytes(UTF_8)));
        return files;
    }
}
