package dev.coderun.server.livetest;

import dev.coderun.executor.Limits;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.judge.JudgeLimits;
import java.time.Duration;
import java.util.Optional;

/// What a program may use on one test while people type: its problem's limits, as far as a session's box and the others'
/// patience go. Where a test ends for what its problem would have given, that is told.
///
/// @param given what a test has
/// @param ofProblem what a submission has; empty without a problem
record CaseLimits(JudgeLimits given, Optional<JudgeLimits> ofProblem) {
    /// All that a program without a problem may use on one test.
    static final CaseLimits USUAL =
            new CaseLimits(
                    new JudgeLimits(
                            Duration.ofSeconds(2), Limits.standard().memoryBytes(), 1 << 20),
                    Optional.empty());

    /// A program that waits for ever is waited for so long.
    static final Duration MAX_WALL = Duration.ofSeconds(10);

    private static final long MAX_OUTPUT_BYTES = 1 << 20;

    static CaseLimits of(JudgeLimits ofProblem) {
        var given =
                new JudgeLimits(
                        ofProblem.cpu(),
                        Math.min(ofProblem.memoryBytes(), Limits.standard().memoryBytes()),
                        Math.min(ofProblem.outputBytes(), MAX_OUTPUT_BYTES));
        return new CaseLimits(given, Optional.of(ofProblem));
    }

    Limits shortened(Limits ofRun) {
        return ofRun.wall().compareTo(MAX_WALL) > 0 ? ofRun.withWall(MAX_WALL) : ofRun;
    }

    /// What to say of an end that a submission need not have.
    Optional<String> shortfall(RunOutcome outcome) {
        return ofProblem.flatMap(submission -> shortfall(outcome, submission));
    }

    private Optional<String> shortfall(RunOutcome outcome, JudgeLimits submission) {
        return switch (outcome) {
            case RunOutcome.OutOfMemory _ ->
                    shortfall(
                            "have %d MiB of memory; a submission has %d MiB.",
                            given.memoryBytes() >> 20, submission.memoryBytes() >> 20);
            case RunOutcome.TooMuchOutput _ ->
                    shortfall(
                            "may write %d MiB; a submission may write %d MiB.",
                            given.outputBytes() >> 20, submission.outputBytes() >> 20);
            case RunOutcome.TimedOut(var clock, _, _) when clock == RunOutcome.Clock.WALL ->
                    shortfall(
                            "are waited for %d s; a submission is waited for %d s.",
                            MAX_WALL.toSeconds(), submission.wall().toSeconds());
            default -> Optional.empty();
        };
    }

    private static Optional<String> shortfall(String sentence, long has, long wouldHave) {
        return has < wouldHave
                ? Optional.of("While you type, tests " + sentence.formatted(has, wouldHave))
                : Optional.empty();
    }
}
