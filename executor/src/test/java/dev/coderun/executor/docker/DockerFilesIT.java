package dev.coderun.executor.docker;

import dev.coderun.executor.FilesContract;
import dev.coderun.executor.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Files of programs, in containers of a real engine.
final class DockerFilesIT extends FilesContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start("files", 0);
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
