package dev.coderun.executor.docker;

import dev.coderun.executor.HelperFiguresContract;
import dev.coderun.executor.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The figures of programs that start from helpers, in containers of a real engine.
final class DockerHelperFiguresIT extends HelperFiguresContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start("figures", 0);
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
