package dev.coderun.executor.local;

import dev.coderun.executor.Sandbox;
import dev.coderun.executor.StreamsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Streams and terminals, in namespaces of this machine.
final class LocalStreamsIT extends StreamsContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = LocalTestSandbox.start("streams");
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
