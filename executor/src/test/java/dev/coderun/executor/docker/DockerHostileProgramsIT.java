package dev.coderun.executor.docker;

import dev.coderun.executor.HostileProgram;
import dev.coderun.executor.HostileProgramsContract;
import dev.coderun.executor.Sandbox;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Hostile programs in containers of a real engine.
final class DockerHostileProgramsIT extends HostileProgramsContract {
    private static final String OWNER = "hostile";

    private static Sandbox sandbox;
    private static Leftovers leftovers;

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start(OWNER, 1);
        leftovers = new Leftovers(OWNER);
    }

    @AfterAll
    static void nothingIsLeftOfAnyOfThem() throws IOException {
        sandbox.close();
        leftovers.assertNone();
        leftovers.close();
    }

    @Override
    protected Sandbox sandbox() {
        return sandbox;
    }

    @ParameterizedTest
    @MethodSource("dev.coderun.executor.HostilePrograms#all")
    void aHostileProgramEndsAsItShouldAndTheNextRunIsClean(HostileProgram program)
            throws Exception {
        tryOut(program);
        leftovers.remember();
    }
}
