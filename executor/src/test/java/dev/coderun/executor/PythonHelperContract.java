package dev.coderun.executor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome.Exited;
import dev.coderun.executor.RunOutcome.Signalled;
import dev.coderun.executor.RunOutcome.TimedOut;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Python programs that are forked from a warm interpreter behave as they would in one of their own.
public abstract class PythonHelperContract extends SessionBoxContract {
    @Test
    void aTracebackIsThePrograms() throws Exception {
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
    void aProgramSeesWhatItWouldSeeWithoutAHelper() throws Exception {
        var text =
                """
                import sys, os, random, signal, threading
                print(__name__, __file__, sys.argv, sys.path[0], os.getcwd(), sys.orig_argv)
                print(sorted(globals()))
                print(sorted(os.environ.items()))
                print(sorted(os.listdir('/proc/self/fd')), os.listdir('.'))
                print(sys.stdin, sys.stdout, sys.stderr, sys.flags)
                print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, os.getpgrp() == os.getpid(), os.getsid(0) == os.getpid())
                print([line for line in open('/proc/self/status') if line.startswith(('Cap', 'NoNew', 'Seccomp:', 'Groups', 'SigBlk', 'SigIgn', 'Tracer'))])
                print(os.getuid() == os.geteuid() and os.getuid() >= 1000, os.getgroups(), open('/dev/stdin').read())
                print(open('/proc/self/oom_score_adj').read(), os.access('/proc/self/fd/1', os.R_OK))
                signaller = threading.Thread(target=lambda: print(signal.pthread_kill(threading.main_thread().ident, 0)))
                signaller.start()
                signaller.join()
                print(len(sys._current_frames()), sys.getrecursionlimit(), threading.get_native_id() == os.getpid())
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
    void aModuleOfTheProgramHidesOneThatTheHelperHasImported() throws Exception {
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
    void aProgramEndsAsItWishes() throws Exception {
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
    void aProgramSaysItsLastWordsAsItWouldWithoutAHelper() throws Exception {
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
    void limitsHoldForAProgramThatStartedFromAHelper() throws Exception {
        assertThat(
                        run(
                                language("python"),
                                texts(Map.of("main.py", "while True: pass")),
                                RunInput.none(),
                                LIMITS.withCpu(Duration.ofMillis(300))))
                .isInstanceOf(TimedOut.class);
    }

    @Test
    void itsSyntaxIsCheckedInAFork() throws Exception {
        var language = language("python");
        box(language).setFiles(texts(Map.of("main.py", "print(1)\ndef f(:\n    pass\n")));

        var outcome = box(language).build(program(language).with(Effort.LIVE), seen).await();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RunOutcome.CompileFailed.class,
                        failed -> assertThat(failed.code()).isEqualTo(1));
        assertThat(seen.diagnostics())
                .singleElement()
                .satisfies(found -> assertThat(found.line()).isEqualTo(2));

        box(language).setFiles(texts(Map.of("main.py", "print(1 is 1)")));
        assertThat(box(language).build(program(language).with(Effort.LIVE), seen).await())
                .isInstanceOf(Exited.class);
    }
}
