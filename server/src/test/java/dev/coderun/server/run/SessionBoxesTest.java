package dev.coderun.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How long a session keeps its box, and when it gets another.
class SessionBoxesTest extends AtSessionRuns {
    @Test
    void aSessionKeepsItsBoxForTheNextRun() throws InterruptedException {
        runToItsEnd(1, new RunOutcome.Exited(0, FakeSandbox.USAGE));
        runToItsEnd(2, new RunOutcome.Exited(1, FakeSandbox.USAGE));

        assertThat(sandbox.boxes()).hasSize(1);
    }

    @Test
    void aBoxThatHitALimitIsNotUsedAgain() throws InterruptedException {
        runToItsEnd(1, new RunOutcome.OutOfMemory(1 << 20, FakeSandbox.USAGE));
        runToItsEnd(2, new RunOutcome.Exited(0, FakeSandbox.USAGE));

        assertThat(sandbox.boxes()).hasSize(2);
        awaitClosed(sandbox.boxes().getFirst());
    }

    @Test
    void aBoxThatVanishedWhileNobodyUsedItIsReplaced() throws InterruptedException {
        runToItsEnd(1, new RunOutcome.Exited(0, FakeSandbox.USAGE));
        sandbox.boxes().getFirst().vanish();

        runToItsEnd(2, new RunOutcome.Exited(0, FakeSandbox.USAGE));

        assertThat(sandbox.boxes()).hasSize(2);
    }

    @Test
    void anotherLanguageGetsAnotherBoxAndTheOldOneIsClosed() throws InterruptedException {
        runToItsEnd(1, new RunOutcome.Exited(0, FakeSandbox.USAGE));
        files = files(Map.of("Main.java", ""), "java", "");

        runToItsEnd(2, new RunOutcome.Exited(0, FakeSandbox.USAGE));

        assertThat(sandbox.boxes()).hasSize(2);
        awaitClosed(sandbox.boxes().getFirst());
    }

    @Test
    void aBoxThatNobodyUsesIsGivenUpAfterAWhile() throws InterruptedException {
        runToItsEnd(1, new RunOutcome.Exited(0, FakeSandbox.USAGE));
        var box = sandbox.boxes().getFirst();

        runs.closeIdleBox(SETTINGS.boxIdle(), SETTINGS.boxIdle().toNanos() - 1);
        assertThat(box.isClosed()).isFalse();
        runs.closeIdleBox(SETTINGS.boxIdle(), SETTINGS.boxIdle().toNanos());

        awaitClosed(box);
    }

    private void runToItsEnd(long run, RunOutcome end) throws InterruptedException {
        runs.joined(ada);
        start(ada);
        sandbox.next().ends(end);
        adaSees.awaitDone(run);
    }
}
