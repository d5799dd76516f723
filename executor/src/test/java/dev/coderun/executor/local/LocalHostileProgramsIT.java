package dev.coderun.executor.local;

import dev.coderun.executor.HostileProgram;
import dev.coderun.executor.HostileProgramsContract;
import dev.coderun.executor.Sandbox;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Hostile programs in namespaces of this machine, with its own toolchains.
final class LocalHostileProgramsIT extends HostileProgramsContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = LocalTestSandbox.start("hostile");
    }

    @AfterAll
    static void nothingIsLeftOfAnyOfThem() throws IOException {
        sandbox.close();
        LocalTestSandbox.assertNothingIsLeft("hostile");
    }

    @Override
    protected Sandbox sandbox() {
        return sandbox;
    }

    @ParameterizedTest
    @MethodSource("dev.coderun.executor.HostilePrograms#everywhere")
    void aHostileProgramEndsAsItShouldAndTheNextRunIsClean(HostileProgram program)
            throws Exception {
        tryOut(program);
    }
}
