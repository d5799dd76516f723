package dev.coderun.executor.local;

import dev.coderun.executor.Sandbox;
import dev.coderun.executor.unittests.UnitTestsContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Unit tests with the machine's own tools, in namespaces.
final class LocalUnitTestsIT extends UnitTestsContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = LocalTestSandbox.start("unittests");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    /// Every machine that runs these tests has them.
    static List<String> languages() {
        return List.of("python");
    }

    @Override
    protected Sandbox sandbox() {
        return sandbox;
    }
}
