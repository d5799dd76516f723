package dev.coderun.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Limits;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.agent.HelperBudget;
import dev.coderun.executor.agent.ProgramUids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/// A local sandbox that is ready. Needs root and a C compiler.
final class LocalTestSandbox {
    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private LocalTestSandbox() {}

    static LocalSandboxSettings settings(String owner) {
        return new LocalSandboxSettings(
                Path.of("languages"),
                Path.of("agent"),
                Path.of("target/local-sandbox"),
                "test-" + owner + "-" + ProcessHandle.current().pid(),
                1,
                Limits.standard().withMemoryBytes(256L << 20),
                ProgramUids.DEFAULT_FIRST,
                HelperBudget.usual().bytes());
    }

    static LocalSandbox start(String owner) {
        var sandbox = new LocalSandbox(settings(owner));
        while (sandbox.state() instanceof SandboxState.Starting) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        if (!(sandbox.state() instanceof SandboxState.Ready)) {
            throw new AssertionError("These tests need root and a C compiler: " + sandbox.state());
        }
        return sandbox;
    }

    /// After its end: no cgroup, and no process that stood in one, since the kernel removes none that has some; no file in the
    /// folder that boxes build their roots on, and no mount.
    static void assertNothingIsLeft(String owner) throws IOException {
        var name = settings(owner).owner();
        try (var cgroups = Files.walk(Path.of("/sys/fs/cgroup"), 2)) {
            assertThat(cgroups.map(Path::toString)).noneMatch(path -> path.contains(name));
        }
        assertThat(settings(owner).cacheFolder().resolve("root")).isEmptyDirectory();
        assertThat(Path.of("/proc/self/mounts"))
                .content()
                .doesNotContain(settings(owner).cacheFolder().toAbsolutePath().toString());
    }
}
