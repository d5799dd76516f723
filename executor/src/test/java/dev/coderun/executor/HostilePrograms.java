package dev.coderun.executor;

import static dev.coderun.executor.HostileProgram.End.DOES_NOT_COMPILE;
import static dev.coderun.executor.HostileProgram.End.EXITS;
import static dev.coderun.executor.HostileProgram.End.OUT_OF_MEMORY;
import static dev.coderun.executor.HostileProgram.End.SIGNALLED;
import static dev.coderun.executor.HostileProgram.End.TIMED_OUT;
import static dev.coderun.executor.HostileProgram.End.TOO_MANY_PROCESSES;
import static dev.coderun.executor.HostileProgram.End.TOO_MUCH_OUTPUT;

import dev.coderun.executor.HostileProgram.End;
import dev.coderun.executor.HostileProgram.Reach;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The hostile programs that every sandbox is tried with.
public final class HostilePrograms {
    private static final Limits LIMITS =
            Limits.standard()
                    .withWall(Duration.ofSeconds(30))
                    .withMemoryBytes(256L << 20)
                    .withOutputBytes(1 << 20);

    /// For what would never end.
    private static final Limits BRIEFLY = LIMITS.withWall(Duration.ofMillis(500));

    private HostilePrograms() {}

    /// Those that need no compiler that a machine may not have.
    public static List<HostileProgram> everywhere() {
        return all().stream().filter(program -> program.reach() == Reach.EVERYWHERE).toList();
    }

    public static List<HostileProgram> all() {
        return List.of(
                // Processes
                python(
                        "forks for ever",
                        LIMITS.withCpu(Duration.ofSeconds(1)),
                        Set.of(TOO_MANY_PROCESSES, TIMED_OUT),
                        """
                        import os
                        while True:
                            try: os.fork()
                            except OSError: pass
                        """),
                saying(
                        "hides a process: forks twice, leaves the session, ignores SIGTERM",
                        Set.of(EXITS),
                        "hidden",
                        """
                        import os, signal, time
                        seen, ready = os.pipe()
                        if os.fork() == 0:
                            os.setsid()
                            if os.fork() == 0:
                                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                                signal.signal(signal.SIGHUP, signal.SIG_IGN)
                                print("hidden", flush=True)
                                os.write(ready, b"1")
                                time.sleep(60)
                            os._exit(0)
                        os.read(seen, 1)
                        """),
                saying(
                        "leaves children behind that print and work on",
                        Set.of(EXITS),
                        "first",
                        """
                        import os
                        seen, ready = os.pipe()
                        for _ in range(4):
                            if os.fork() == 0:
                                os.write(ready, b"1")
                                while True: pass
                        os.read(seen, 4)
                        print("first")
                        """),
                python(
                        "stops every process it can reach, itself too",
                        BRIEFLY,
                        Set.of(TIMED_OUT),
                        """
                        import os, signal
                        try: os.kill(-1, signal.SIGSTOP)
                        except OSError: pass
                        os.kill(os.getpid(), signal.SIGSTOP)
                        """),
                saying(
                        "kills every process it can reach, and process 1",
                        Set.of(EXITS),
                        "nobody else\nnot allowed\n",
                        """
                        import os, signal
                        try: os.kill(-1, signal.SIGKILL)
                        except OSError: print("nobody else")
                        try: os.kill(1, signal.SIGKILL)
                        except PermissionError: print("not allowed")
                        """),
                saying(
                        "reads the memory, the environment and the files of process 1",
                        Set.of(EXITS),
                        "0 opened\n",
                        """
                        opened = 0
                        for file in ("mem", "environ", "maps", "fd/0", "fd/1", "root/etc/passwd", "cwd/etc/passwd"):
                            try: open("/proc/1/" + file).read(1); opened += 1
                            except OSError: pass
                        print(opened, "opened")
                        """),
                // Memory
                python(
                        "takes memory for ever",
                        LIMITS,
                        Set.of(OUT_OF_MEMORY),
                        "hog = []\nwhile True: hog.append(bytearray(8 << 20))\n"),
                python(
                        "takes memory in many processes",
                        LIMITS,
                        Set.of(OUT_OF_MEMORY),
                        """
                        import os, time
                        for _ in range(8):
                            if os.fork() == 0:
                                hog = bytearray(48 << 20)
                                time.sleep(20)
                        time.sleep(20)
                        """),
                python(
                        "calls itself for ever",
                        LIMITS,
                        Set.of(EXITS, SIGNALLED, OUT_OF_MEMORY),
                        """
                        import sys
                        sys.setrecursionlimit(10**9)
                        def f(n): return [f(n + 1)]
                        f(0)
                        """),
                // Output, input and time
                python(
                        "prints for ever on stdout",
                        LIMITS,
                        Set.of(TOO_MUCH_OUTPUT),
                        "while True: print('x' * 100)\n"),
                python(
                        "prints for ever on stderr",
                        LIMITS,
                        Set.of(TOO_MUCH_OUTPUT),
                        "import sys\nwhile True: print('x' * 100, file=sys.stderr)\n"),
                python(
                        "prints for ever on both, from two processes",
                        LIMITS,
                        Set.of(TOO_MUCH_OUTPUT),
                        """
                        import os
                        stream = 1 if os.fork() == 0 else 2
                        while True: os.write(stream, b"x" * 5000)
                        """),
                python(
                        "prints a gigabyte without a line's end",
                        LIMITS,
                        Set.of(TOO_MUCH_OUTPUT),
                        "import os\nfor _ in range(1 << 14): os.write(1, b'x' * (1 << 16))\n"),
                python(
                        "sleeps for ever",
                        BRIEFLY,
                        Set.of(TIMED_OUT),
                        "import time\ntime.sleep(10**6)\n"),
                python(
                        "closes its streams and sleeps",
                        BRIEFLY,
                        Set.of(TIMED_OUT),
                        "import os, time\nos.close(0); os.close(1); os.close(2)\ntime.sleep(60)\n"),
                python(
                        "ignores every signal and works for ever",
                        LIMITS.withCpu(Duration.ofMillis(500)),
                        Set.of(TIMED_OUT),
                        """
                        import signal
                        for number in range(1, 65):
                            try: signal.signal(number, signal.SIG_IGN)
                            except (OSError, ValueError): pass
                        while True: pass
                        """),
                python(
                                "reads input that never comes",
                                BRIEFLY,
                                Set.of(TIMED_OUT),
                                "import sys\nwhile sys.stdin.read(1): pass\n")
                        .withInput(new RunInput.Pipes(new byte[0], true)),
                python(
                        "reads on for ever after the end of its input",
                        LIMITS.withCpu(Duration.ofMillis(500)),
                        Set.of(TIMED_OUT),
                        "import sys\nwhile True: sys.stdin.read(1)\n"),
                saying(
                        "prints what is no UTF-8, escapes of a terminal, and frames of the agent's"
                                + " own kind",
                        Set.of(EXITS),
                        "\u001b]52;c;c3RvbGVu\u0007",
                        """
                        import os
                        os.write(1, b"\\xff\\xfe\\xc3(\\xed\\xa0\\x80")
                        os.write(1, b"\\x1b]52;c;c3RvbGVu\\x07\\x1b]0;title\\x07\\x1b[?1049h")
                        for kind in range(256): os.write(1, bytes([kind, 0, 0, 0, 4]) + b"exit")
                        """),
                // Files
                saying(
                        "fills its folders by size",
                        Set.of(EXITS),
                        "full\nfull\nfull\n",
                        """
                        import errno
                        for folder in ("/tmp", "/work/code", "/dev/shm"):
                            try:
                                with open(folder + "/big", "wb") as file:
                                    for _ in range(4096): file.write(bytes(1 << 20)); file.flush()
                            except OSError as e:
                                print("full" if e.errno in (errno.ENOSPC, errno.EFBIG, errno.ENOMEM) else e)
                        """),
                saying(
                        "fills its folders with a million files",
                        Set.of(EXITS),
                        "full\nfull\nfull\n",
                        """
                        for folder in ("/tmp", "/work/code", "/dev/shm"):
                            try:
                                for i in range(1_000_000): open(f"{folder}/{i}", "w").close()
                            except OSError: print("full")
                        """),
                saying(
                        "leaves files, pipes, links and closed folders for the next run",
                        Set.of(EXITS),
                        "left\n",
                        """
                        import os
                        for folder in ("/tmp", "/work/code", "/dev/shm"):
                            os.makedirs(folder + "/a/b"); open(folder + "/a/b/file", "w").write("secret")
                            os.mkfifo(folder + "/pipe"); os.symlink("/etc/passwd", folder + "/link")
                            os.symlink("..", folder + "/up"); os.link(folder + "/a/b/file", folder + "/second")
                            os.chmod(folder + "/a/b", 0)
                        print("left")
                        """),
                saying(
                        "makes devices, mounts, namespaces and raw disks",
                        Set.of(EXITS),
                        "0 made\n",
                        """
                        import ctypes, os, stat
                        libc, made = ctypes.CDLL(None, use_errno=True), 0
                        for kind, device in ((stat.S_IFBLK, os.makedev(8, 0)), (stat.S_IFCHR, os.makedev(1, 1))):
                            try: os.mknod("/tmp/device", 0o600 | kind, device); made += 1
                            except OSError: pass
                        made += libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0
                        made += libc.unshare(0x10000000) == 0
                        made += libc.chroot(b"/tmp") == 0
                        print(made, "made")
                        """),
                // The kernel
                saying(
                        "opens sockets: inet, inet6, packet, netlink, vsock",
                        Set.of(EXITS),
                        "0 connected\n",
                        """
                        import socket
                        connected = 0
                        for family, address in ((socket.AF_INET, ("192.0.2.1", 80)), (socket.AF_INET6, ("2001:db8::1", 80))):
                            try: socket.socket(family).connect(address); connected += 1
                            except OSError: pass
                        for family in (socket.AF_PACKET, 40, 38):
                            try: socket.socket(family, socket.SOCK_STREAM); connected += 1
                            except OSError: pass
                        audit, firewall, generic = 9, 12, 16
                        for protocol in (audit, firewall, generic):
                            try: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol); connected += 1
                            except OSError: pass
                        print(connected, "connected")
                        """),
                saying(
                        "uses io_uring, ptrace, bpf, keys and shared memory of the kernel",
                        Set.of(EXITS),
                        "0 let in\n",
                        """
                        import ctypes, platform
                        arm = platform.machine() == "aarch64"
                        calls = ((425, 8, 0), (117 if arm else 101, 0), (280 if arm else 321, 0, 0, 0),
                                 (219 if arm else 250, 0, 0), (194 if arm else 29, 1, 4096, 0o1600),
                                 (282 if arm else 323, 0))
                        print(sum(ctypes.CDLL(None).syscall(*call) != -1 for call in calls), "let in")
                        """),
                saying(
                        "runs a program from memory alone",
                        Set.of(EXITS),
                        "under the same limits\n",
                        """
                        import os, shutil
                        memory = os.memfd_create("program")
                        os.write(memory, open(shutil.which("sh"), "rb").read())
                        status = "NoNewPrivs:\\t1"
                        if os.fork() == 0:
                            os.execve(memory, ["sh", "-c", "grep -q '%s' /proc/self/status && exit 7" % status], {})
                        _, ended = os.wait()
                        print("under the same limits" if os.waitstatus_to_exitcode(ended) == 7 else ended)
                        """),
                // Compilers
                refused(
                        "makes the compiler expand templates for ever",
                        "cpp",
                        "main.cpp",
                        """
                        template <int n> struct Deep { static const int value = Deep<n + 1>::value + Deep<n + 2>::value; };
                        int main() { return Deep<0>::value; }
                        """),
                bomb(
                        "includes an endless file",
                        "c",
                        "main.c",
                        "#include \"/dev/zero\"\nint main(void) { return 0; }\n"),
                refused(
                        "includes what is the system's alone",
                        "c",
                        "main.c",
                        "#include \"/etc/shadow\"\nint main(void) { return 0; }\n"),
                bomb("makes the preprocessor expand a macro for ever", "c", "main.c", macroBomb()),
                refused(
                        "asks for an executable of many gigabytes",
                        "c",
                        "main.c",
                        "char big[1L << 36] = {1};\nint main(void) { return big[1]; }\n"),
                compiled(
                        "brings an annotation processor that runs in the compiler",
                        "java",
                        EXITS,
                        "compiled without it\n",
                        Map.of(
                                "META-INF/services/javax.annotation.processing.Processor",
                                "Evil\n",
                                "Evil.java",
                                """
                                import java.util.Set;
                                import javax.annotation.processing.AbstractProcessor;
                                import javax.annotation.processing.RoundEnvironment;
                                import javax.lang.model.element.TypeElement;
                                public class Evil extends AbstractProcessor {
                                    static { System.out.println("in the compiler"); Runtime.getRuntime().halt(3); }
                                    public boolean process(Set<? extends TypeElement> all, RoundEnvironment round) { return false; }
                                }
                                """,
                                "Main.java",
                                "void main() { IO.println(\"compiled without it\"); }\n")));
    }

    private static String macroBomb() {
        var text = new StringBuilder("#define A0 x x x x x x x x x x\n");
        for (int i = 1; i < 12; i++) {
            text.append("#define A%d ".formatted(i))
                    .append("A%d ".formatted(i - 1).repeat(10))
                    .append('\n');
        }
        return text.append("A11\nint main(void) { return 0; }\n").toString();
    }

    private static HostileProgram python(
            String attempt, Limits limits, Set<End> ends, String text) {
        return new HostileProgram(
                attempt,
                "python",
                Map.of("main.py", text),
                limits,
                RunInput.none(),
                EnumSet.copyOf(ends),
                "",
                Reach.EVERYWHERE);
    }

    private static HostileProgram saying(String attempt, Set<End> ends, String says, String text) {
        return new HostileProgram(
                attempt,
                "python",
                Map.of("main.py", text),
                LIMITS,
                RunInput.none(),
                EnumSet.copyOf(ends),
                says,
                Reach.EVERYWHERE);
    }

    private static HostileProgram compiled(
            String attempt, String language, End end, String says, Map<String, String> files) {
        return new HostileProgram(
                attempt,
                language,
                files,
                LIMITS,
                RunInput.none(),
                EnumSet.of(end),
                says,
                language.equals("cpp") ? Reach.CONTAINERS : Reach.EVERYWHERE);
    }

    private static HostileProgram refused(
            String attempt, String language, String file, String text) {
        return compiled(attempt, language, DOES_NOT_COMPILE, "", Map.of(file, text));
    }

    /// A text that takes the compiler's memory.
    private static HostileProgram bomb(String attempt, String language, String file, String text) {
        return compiled(attempt, language, OUT_OF_MEMORY, "", Map.of(file, text));
    }
}
