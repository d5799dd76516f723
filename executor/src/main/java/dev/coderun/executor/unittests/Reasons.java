package dev.coderun.executor.unittests;

import dev.coderun.executor.RunOutcome;
import java.time.Duration;

/// Why a program ended, in words.
final class Reasons {
    private static final double MILLIS_PER_SECOND = 1000;

    private Reasons() {}

    static String of(RunOutcome how) {
        return switch (how) {
            case RunOutcome.Exited(int code, var _) -> "it exited with code " + code + ".";
            case RunOutcome.Signalled(int signal, var _) ->
                    "it was ended by signal " + signal + ".";
            case RunOutcome.TimedOut(var clock, Duration limit, var _) ->
                    "it used more than %s of %s time."
                            .formatted(
                                    seconds(limit),
                                    clock == RunOutcome.Clock.CPU ? "processor" : "wall");
            case RunOutcome.OutOfMemory(long bytes, var _) ->
                    "it used more than " + (bytes >> 20) + " MiB of memory.";
            case RunOutcome.TooMuchOutput(long bytes, var _) ->
                    "it printed more than " + (bytes >> 10) + " KiB.";
            case RunOutcome.TooManyProcesses(int limit, var _) ->
                    "it started more than " + limit + " processes.";
            case RunOutcome.CompileFailed _ -> "it could not be compiled.";
            case RunOutcome.Cancelled _ -> "it was stopped.";
            case RunOutcome.SandboxFailed(String reason, var _) -> reason;
        };
    }

    static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / MILLIS_PER_SECOND);
    }
}
