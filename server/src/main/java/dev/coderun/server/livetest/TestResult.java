package dev.coderun.server.livetest;

import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Usage;
import dev.coderun.executor.judge.Difference;
import java.util.List;
import java.util.Optional;

/// What came of a test.
///
/// @param outcome how the program ended; empty if it was not run, or ran other tests too
/// @param message what there is to say: the checker's words, the program's last ones, why it was not run
/// @param stack where the program was, the innermost first
record TestResult(
        Verdict verdict,
        Optional<RunOutcome> outcome,
        Usage usage,
        Optional<Difference> difference,
        KeptOutput.Texts output,
        Optional<String> message,
        Optional<LiveTest.Place> at,
        List<Frame> stack) {
    /// One call on the program's stack.
    record Frame(LiveTest.Place place, String name) {}

    /// What a test is worth, in the words of the wire.
    enum Verdict {
        PASSED("passed"),
        FAILED("failed"),
        ERROR("error"),
        TIMEOUT("timeout"),
        SKIPPED("skipped");

        private final String wireName;

        Verdict(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }

    static TestResult skipped(String because) {
        return new TestResult(
                Verdict.SKIPPED,
                Optional.empty(),
                Usage.NONE,
                Optional.empty(),
                KeptOutput.Texts.NOTHING,
                Optional.of(because),
                Optional.empty(),
                List.of());
    }

    boolean hasPassed() {
        return verdict == Verdict.PASSED;
    }

    boolean isTimeout() {
        return verdict == Verdict.TIMEOUT;
    }
}
