package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome.Clock;
import dev.coderun.executor.RunOutcome.Exited;
import dev.coderun.executor.RunOutcome.TimedOut;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A program whose time is over says where it was, and has no more of the time for it.
public abstract class LastWordsContract extends SessionBoxContract {
    private static final Limits SHORT_CPU = LIMITS.withCpu(Duration.ofMillis(300));
    private static final Limits SHORT_WALL = LIMITS.withWall(Duration.ofMillis(800));

    /// Each goes on for ever in its third line.
    private static final Map<String, String> ENDLESS =
            Map.of(
                    "python",
                    "def spin():\n    i = 0\n    while True: i += 1\nspin()\n",
                    "java",
                    "int i;\nvoid spin() {\n    while (true) i++;\n}\nvoid main() { spin(); }\n");

    @ParameterizedTest
    @ValueSource(strings = {"python", "java"})
    void theLineWhereItsProcessorTimeEndedIsTold(String id) throws Exception {
        var outcome = run(id, Objects.requireNonNull(ENDLESS.get(id)), SHORT_CPU);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TimedOut.class, end -> assertThat(end.clock()).isEqualTo(Clock.CPU));
        assertThat(seen.diagnostics())
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.path()).isEqualTo(language(id).entry());
                            assertThat(found.line()).isEqualTo(3);
                            assertThat(found.text()).contains("OutOfTime: the program was here");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"spin()", "threading.Thread(target=spin).start()"})
    void theLineWhoseOneCallTookAllTheTimeIsTold(String start) throws Exception {
        var source = "import threading\ndef spin():\n    max(range(10**13))\n" + start;

        assertThat(run("python", source, SHORT_CPU)).isInstanceOf(TimedOut.class);

        assertThat(seen.diagnostics())
                .first()
                .satisfies(
                        found -> {
                            assertThat(found.path()).isEqualTo("main.py");
                            assertThat(found.line()).isEqualTo(3);
                            assertThat(found.text()).isEqualTo("OutOfTime: the program was here");
                        });
    }

    /// Each is in its third line, in a thread, and the one that began it waits.
    private static final Map<String, String> IN_A_THREAD =
            Map.of(
                    "python",
                    """
                    import threading
                    def spin():
                        while True: pass
                    thread = threading.Thread(target=spin)
                    thread.start()
                    thread.join()
                    """,
                    "java",
                    """
                    int i;
                    void spin() {
                        while (true) i++;
                    }
                    void main() throws Exception {
                        Thread.ofPlatform().start(this::spin).join();
                    }
                    """);

    /// The same, and there is nothing else any more.
    private static final Map<String, String> IN_A_THREAD_ALONE =
            Map.of(
                    "python",
                    Objects.requireNonNull(IN_A_THREAD.get("python")).replace("thread.join()", ""),
                    "java",
                    Objects.requireNonNull(IN_A_THREAD.get("java")).replace(".join()", ""));

    /// Each is in its third line, below thousands of calls.
    private static final Map<String, String> DEEP =
            Map.of(
                    "python",
                    """
                    import sys
                    def down(n):
                        while n == 0: pass
                        down(n - 1)
                    sys.setrecursionlimit(100_000)
                    down(50_000)
                    """,
                    "java",
                    """
                    long i;
                    void down(int n) {
                        while (n == 0) i++;
                        down(n - 1);
                    }
                    void main() { down(5_000); }
                    """);

    private static Stream<Arguments> busy() {
        return Stream.of(IN_A_THREAD, IN_A_THREAD_ALONE, DEEP)
                .flatMap(programs -> programs.entrySet().stream())
                .map(program -> Arguments.of(program.getKey(), program.getValue()));
    }

    @ParameterizedTest
    @MethodSource("busy")
    void inAThreadAndInADeepRecursionTheLineIsToldToo(String id, String text) throws Exception {
        var outcome = run(id, text, SHORT_CPU);

        assertThat(outcome).isInstanceOf(TimedOut.class);
        assertTellsOfLine(3);
    }

    @ParameterizedTest
    @CsvSource({
        "python, 'print(1)\ninput()'",
        "java, 'void main() {\nIO.readln();\n}'",
    })
    void theLineThatReadsWhatNeverComesIsTold(String id, String text) throws Exception {
        var language = language(id);
        var input = new RunInput.Pipes(new byte[0], true);

        run(language, texts(Map.of(language.entry(), text)), input, SHORT_WALL);

        assertTellsOfLine(2);
    }

    @Test
    void theLineThatWaitedUntilTheTimeWasOverIsTold() throws Exception {
        var text = "import time\n\ntime.sleep(60)\n";

        var outcome = run("python", text, SHORT_WALL);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TimedOut.class, end -> assertThat(end.clock()).isEqualTo(Clock.WALL));
        assertThat(seen.stderr()).contains("line 3").doesNotContain("warm.py");
    }

    @Test
    void whoeverGoesOnIsEndedAllTheSame() throws Exception {
        var text =
                """
                import signal
                signal.signal(signal.SIGXCPU, signal.SIG_IGN)
                while True: pass
                """;

        assertThat(run("python", text, SHORT_CPU)).isInstanceOf(TimedOut.class);
        renewUsedBoxes();
        assertThat(run("python", "print('clean')")).isInstanceOf(Exited.class);
        assertThat(seen.stdout()).isEqualTo("clean\n");
    }

    @Test
    void lastWordsWithoutEndDoNotChangeWhyItEnded() throws Exception {
        var text =
                """
                import signal
                def shout(*_):
                    while True: print('a' * 1000)
                signal.signal(signal.SIGXCPU, shout)
                while True: pass
                """;

        var outcome = run("python", text, SHORT_CPU.withOutputBytes(10_000));

        assertThat(outcome).isInstanceOf(TimedOut.class);
        assertThat(seen.stdout()).hasSize(10_000);
    }

    private void assertTellsOfLine(int line) {
        assertThat(seen.diagnostics())
                .as("%s", seen.stderr())
                .first()
                .extracting(Diagnostic::line)
                .isEqualTo(line);
    }

    private RunOutcome run(String id, String text, Limits limits) throws InterruptedException {
        seen = new Recorder();
        var language = language(id);
        return run(language, texts(Map.of(language.entry(), text)), RunInput.none(), limits);
    }
}
