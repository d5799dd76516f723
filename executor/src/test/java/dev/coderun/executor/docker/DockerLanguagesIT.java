package dev.coderun.executor.docker;

import dev.coderun.executor.LanguagesContract;
import dev.coderun.executor.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Every language in containers of a real engine.
final class DockerLanguagesIT extends LanguagesContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start("languages", 0);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Override
    protected Sandbox sandbox() {
        return sandbox;
    }

    @Override
    protected boolean has(String id) {
        return true;
    }
}
