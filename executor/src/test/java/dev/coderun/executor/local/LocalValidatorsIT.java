package dev.coderun.executor.local;

import dev.coderun.executor.Sandbox;
import dev.coderun.executor.judge.ValidatorsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Problems' own validators in namespaces of this machine.
final class LocalValidatorsIT extends ValidatorsContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = LocalTestSandbox.start("validators");
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
