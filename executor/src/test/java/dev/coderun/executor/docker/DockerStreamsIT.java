package dev.coderun.executor.docker;

import dev.coderun.executor.Sandbox;
import dev.coderun.executor.StreamsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Streams and terminals, in containers of a real engine.
final class DockerStreamsIT extends StreamsContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start("streams", 0);
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
