package dev.coderun.executor.docker;

import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract in containers of a real engine.
final class DockerSandboxIT extends SandboxContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() throws InterruptedException {
        sandbox = TestSandbox.start("contract", 1);
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
