package dev.coderun.executor.docker;

import dev.coderun.executor.Sandbox;
import dev.coderun.executor.judge.JudgeContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Submissions judged in containers of a real engine.
final class DockerJudgeIT extends JudgeContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start("judge", 0);
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
