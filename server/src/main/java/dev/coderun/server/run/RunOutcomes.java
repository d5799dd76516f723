package dev.coderun.server.run;

import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunOutcome.Cancelled;
import dev.coderun.executor.RunOutcome.CompileFailed;
import dev.coderun.executor.RunOutcome.Exited;
import dev.coderun.executor.RunOutcome.OutOfMemory;
import dev.coderun.executor.RunOutcome.SandboxFailed;
import dev.coderun.executor.RunOutcome.Signalled;
import dev.coderun.executor.RunOutcome.TimedOut;
import dev.coderun.executor.RunOutcome.TooManyProcesses;
import dev.coderun.executor.RunOutcome.TooMuchOutput;
import java.util.Locale;
import java.util.Map;

/// How an outcome is named on the wire and in metrics.
public final class RunOutcomes {
    private RunOutcomes() {}

    static String kind(RunOutcome outcome) {
        return switch (outcome) {
            case Exited _ -> "exited";
            case Signalled _ -> "signalled";
            case TimedOut _ -> "timed-out";
            case OutOfMemory _ -> "out-of-memory";
            case TooMuchOutput _ -> "too-much-output";
            case TooManyProcesses _ -> "too-many-processes";
            case CompileFailed _ -> "compile-failed";
            case Cancelled _ -> "cancelled";
            case SandboxFailed _ -> "sandbox-failed";
        };
    }

    /// The member `outcome` of `run.done`, and of a submission's tests.
    public static Map<String, Object> json(RunOutcome outcome) {
        var kind = kind(outcome);
        return switch (outcome) {
            case Exited(var code, _) -> Map.of("kind", kind, "code", code);
            case Signalled(var signal, _) ->
                    Map.of("kind", kind, "signal", signal, "name", Signals.name(signal));
            case TimedOut(var clock, var limit, _) ->
                    Map.of(
                            "kind", kind,
                            "clock", clock.name().toLowerCase(Locale.ROOT),
                            "limitMs", limit.toMillis());
            case OutOfMemory(var limitBytes, _) -> Map.of("kind", kind, "limitBytes", limitBytes);
            case TooMuchOutput(var limitBytes, _) -> Map.of("kind", kind, "limitBytes", limitBytes);
            case TooManyProcesses(var limit, _) -> Map.of("kind", kind, "limit", limit);
            case CompileFailed(var code, _) -> Map.of("kind", kind, "code", code);
            case Cancelled _ -> Map.of("kind", kind);
            case SandboxFailed(var reason, _) -> Map.of("kind", kind, "reason", reason);
        };
    }
}
