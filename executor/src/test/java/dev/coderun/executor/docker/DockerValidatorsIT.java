package dev.coderun.executor.docker;

import dev.coderun.executor.Sandbox;
import dev.coderun.executor.judge.ValidatorsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Problems' own validators in containers of a real engine.
final class DockerValidatorsIT extends ValidatorsContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start("validators", 0);
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
