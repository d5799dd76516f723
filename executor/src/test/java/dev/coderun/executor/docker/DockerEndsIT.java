package dev.coderun.executor.docker;

import dev.coderun.executor.EndsContract;
import dev.coderun.executor.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Ends of runs, in containers of a real engine.
final class DockerEndsIT extends EndsContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start("ends", 0);
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
