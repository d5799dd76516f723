package dev.coderun.executor.local;

import dev.coderun.executor.ProgramsContract;
import dev.coderun.executor.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Ordinary programs in namespaces of this machine, with its own toolchains.
final class LocalProgramsIT extends ProgramsContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = LocalTestSandbox.start("programs");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Override
    protected Sandbox sandbox() {
        return sandbox;
    }
}
