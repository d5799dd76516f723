package dev.coderun.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Limits;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxContract;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.agent.ProgramUids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract in namespaces of this machine, with its own toolchains. Needs root and a C compiler.
final class LocalSandboxIT extends SandboxContract {
    private static final String OWNER = "test-" + ProcessHandle.current().pid();

    private static LocalSandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox =
                new LocalSandbox(
                        new LocalSandboxSettings(
                                Path.of("languages"),
                                Path.of("agent"),
                                Path.of("target/local-sandbox"),
                                OWNER,
                                1,
                                Limits.standard().withMemoryBytes(256L << 20),
                                ProgramUids.DEFAULT_FIRST));
        while (sandbox.state() instanceof SandboxState.Starting) {
            LockSupport.parkNanos(5_000_000);
        }
        assertThat(sandbox.state()).isInstanceOf(SandboxState.Ready.class);
    }

    @AfterAll
    static void stop() throws IOException {
        sandbox.close();
        try (var cgroups = Files.walk(Path.of("/sys/fs/cgroup"), 2)) {
            assertThat(cgroups.map(Path::toString)).noneMatch(path -> path.contains(OWNER));
        }
    }

    @Override
    protected Sandbox sandbox() {
        return sandbox;
    }
}
