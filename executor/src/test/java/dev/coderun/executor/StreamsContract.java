package dev.coderun.executor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome.Cancelled;
import dev.coderun.executor.RunOutcome.Exited;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a program reads and prints, through pipes and in a terminal, in every sandbox.
public abstract class StreamsContract extends SandboxContract {
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
}
