package dev.coderun.executor.docker;

import dev.coderun.executor.HelpersContract;
import dev.coderun.executor.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Programs that start from helpers, in containers of a real engine.
final class DockerHelpersIT extends HelpersContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start("helpers", 0);
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
