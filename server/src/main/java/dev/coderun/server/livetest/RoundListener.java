package dev.coderun.server.livetest;

import dev.coderun.executor.Diagnostic;
import java.util.List;

/// Told what a round does, as it does it, by one thread.
interface RoundListener {
    void stage(RoundStage stage);

    /// What a build says of the program's files.
    void diagnostics(List<Diagnostic> found);

    void started(LiveTest test);

    /// Unit tests, before they are run.
    void found(List<LiveTest> tests);

    void ended(LiveTest test, TestResult result);

    /// Nothing has changed for this test since it was run.
    void kept(LiveTest test, TestResult result);

    /// The tests are over, but the program is still being checked.
    void tested(RoundEnd end);

    /// What the check says of the program's files.
    void checked(List<Diagnostic> found);
}
