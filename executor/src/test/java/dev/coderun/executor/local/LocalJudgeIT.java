package dev.coderun.executor.local;

import dev.coderun.executor.Sandbox;
import dev.coderun.executor.judge.JudgeContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Submissions judged in namespaces of this machine, with its own toolchains.
final class LocalJudgeIT extends JudgeContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = LocalTestSandbox.start("judge");
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
