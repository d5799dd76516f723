package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome.Exited;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What becomes of programs that try to get out, to stay, or to take too much, in every sandbox.
public abstract class HostileProgramsContract extends SandboxContract {
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

    /// Runs it, and then a clean program.
    protected void tryOut(HostileProgram program) throws InterruptedException {
        var outcome =
                run(
                        language(program.language()),
                        texts(program.files()),
                        program.input(),
                        program.limits());

        assertThat(program.endsAs(outcome))
                .as("%s: %s%n%s%n%s", program, outcome, seen.stdout(), seen.stderr())
                .isTrue();
        assertThat(seen.stdout() + seen.stderr()).contains(program.says());
        renewUsedBoxes();
        assertTheNextRunIsClean();
        if (!program.language().equals("python")) {
            assertTheTemplateRuns(language(program.language()));
        }
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

    private void assertTheNextRunIsClean() throws InterruptedException {
        seen = new Recorder();
        var outcome =
                python(
                        """
                        import os
                        print(len([p for p in os.listdir('/proc') if p.isdigit()]))
                        for folder in ('.', '/tmp', '/dev/shm', '/work/out'): print(os.listdir(folder))
                        """);
        assertThat(outcome).isInstanceOf(Exited.class);
        assertThat(seen.stdout()).isEqualTo("2\n['main.py']\n[]\n[]\n[]\n");
    }

    private void assertTheTemplateRuns(Language language) throws InterruptedException {
        seen = new Recorder();
        run(language, texts(language.template()), stdin("Ada\n"), LIMITS);
        assertThat(seen.stdout()).as(seen.stderr()).contains("Hello, Ada!");
    }
}
