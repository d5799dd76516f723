package dev.coderun.executor.unittests;

import dev.coderun.executor.Channel;
import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.Stage;
import java.util.List;

/// Told what a round does, as it does it, in order. Must not block for long: the tests wait meanwhile.
public interface UnitTestListener {
    void stage(Stage stage);

    /// What the compiler says about the program's files.
    void diagnostics(List<Diagnostic> found);

    /// Some of the tests, before they begin; there may be more later.
    void found(List<UnitTest> tests);

    void started(String id);

    /// Something was printed while this test ran.
    void output(String id, Channel channel, byte[] bytes);

    /// Something was printed by no test: by the compiler, or before the first and between two.
    void outputOutside(Channel channel, byte[] bytes);

    void ended(UnitTestResult result);
}
