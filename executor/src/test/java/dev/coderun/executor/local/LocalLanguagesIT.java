package dev.coderun.executor.local;

import dev.coderun.executor.LanguagesContract;
import dev.coderun.executor.Sandbox;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The languages that this machine has, with its own toolchains, in namespaces.
final class LocalLanguagesIT extends LanguagesContract {
    /// Every machine that runs these tests has them, in versions that know what the tests write.
    private static final Set<String> EXPECTED = Set.of("python", "java", "javascript", "c", "bash");

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = LocalTestSandbox.start("languages");
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
        return EXPECTED.contains(id);
    }
}
