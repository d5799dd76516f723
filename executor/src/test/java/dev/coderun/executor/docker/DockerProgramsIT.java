package dev.coderun.executor.docker;

import dev.coderun.executor.ProgramsContract;
import dev.coderun.executor.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Ordinary programs in containers of a real engine.
final class DockerProgramsIT extends ProgramsContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start("programs", 0);
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
