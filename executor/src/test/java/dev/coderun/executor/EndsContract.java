package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome.Cancelled;
import dev.coderun.executor.RunOutcome.Clock;
import dev.coderun.executor.RunOutcome.Exited;
import dev.coderun.executor.RunOutcome.OutOfMemory;
import dev.coderun.executor.RunOutcome.Signalled;
import dev.coderun.executor.RunOutcome.TimedOut;
import dev.coderun.executor.RunOutcome.TooMuchOutput;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a run ends, and what is said of its end, in every sandbox.
public abstract class EndsContract extends SandboxContract {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, 255})
    void theExitCodeIsTheProgramsOwn(int code) throws Exception {
        var outcome = python("import sys\nsys.exit(" + code + ")");

        assertThat(outcome)
                .isInstanceOfSatisfying(Exited.class, it -> assertThat(it.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({"SIGABRT, 6", "SIGSEGV, 11", "SIGKILL, 9", "SIGTERM, 15"})
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

    /// Wherever the start is by then: the program has no line behind it, and no group of its own yet.
    @Test
    void aSignalThatComesBeforeTheProgramIsKeptForIt() throws Exception {
        var first = start("import time\ntime.sleep(0.3)", RunInput.none());
        var second =
                box(language("python"))
                        .start(program(language("python")), RunInput.none(), LIMITS, seen);

        second.signal(15);

        assertThat(first.await()).isInstanceOf(Exited.class);
        assertThat(second.await())
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
}
