package dev.coderun.executor.judge;

import dev.coderun.executor.RunOutcome;
import java.time.Duration;

/// When a program was too slow: by its CPU time. Measurements vary, so what only just misses the limit, or ran into the
/// wall guard although it was busy, is run again, and the best run counts.
final class TimeRule {
    /// Runs of one test at most, as long as each only just misses.
    static final int MAX_RUNS = 3;

    private TimeRule() {}

    /// A run that used more than its limit has timed out, whether the sandbox ended it or not.
    static RunOutcome judged(RunOutcome outcome, JudgeLimits limits) {
        boolean tooSlow = outcome.usage().cpu().compareTo(limits.cpu()) > 0;
        return switch (outcome) {
            case RunOutcome.Exited(_, var usage) ->
                    tooSlow
                            ? new RunOutcome.TimedOut(RunOutcome.Clock.CPU, limits.cpu(), usage)
                            : outcome;
            case RunOutcome.TimedOut(var clock, _, var usage) ->
                    clock == RunOutcome.Clock.CPU
                            ? new RunOutcome.TimedOut(clock, limits.cpu(), usage)
                            : outcome;
            case RunOutcome.Signalled _,
                    RunOutcome.OutOfMemory _,
                    RunOutcome.TooMuchOutput _,
                    RunOutcome.TooManyProcesses _,
                    RunOutcome.CompileFailed _,
                    RunOutcome.Cancelled _,
                    RunOutcome.SandboxFailed _ ->
                    outcome;
        };
    }

    /// Whether a judged outcome is too near to the limit to be believed.
    static boolean isDoubtful(RunOutcome judged, JudgeLimits limits) {
        if (!(judged instanceof RunOutcome.TimedOut(var clock, _, var usage))) {
            return false;
        }
        var cpu = usage.cpu();
        return switch (clock) {
            case CPU -> cpu.compareTo(nearlyMissed(limits.cpu())) <= 0;
            case WALL -> cpu.compareTo(limits.cpu().dividedBy(2)) > 0;
        };
    }

    private static Duration nearlyMissed(Duration limit) {
        return limit.plus(limit.dividedBy(5));
    }
}
