package dev.coderun.executor.local;

import dev.coderun.executor.MemoryContract;
import dev.coderun.executor.Sandbox;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Full heaps in namespaces of this machine, with its own toolchains.
final class LocalMemoryIT extends MemoryContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = LocalTestSandbox.start("memory");
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
        return Set.of("java", "javascript", "c").contains(id);
    }
}
