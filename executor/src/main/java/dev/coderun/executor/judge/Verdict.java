package dev.coderun.executor.judge;

import dev.coderun.executor.RunOutcome;
import java.util.Optional;

/// What a submission, or a program's run on one test, is worth.
public enum Verdict {
    /// Accepted.
    AC,
    /// Wrong answer.
    WA,
    /// Time limit exceeded.
    TLE,
    /// Memory limit exceeded.
    MLE,
    /// Output limit exceeded.
    OLE,
    /// Run-time error.
    RTE,
    /// Compile error.
    CE,
    /// Judge error: something on this side broke, and the program is not to blame.
    JE;

    /// The one rule. The check is absent where the program did not end well, so that there was nothing to check.
    public static Verdict of(RunOutcome outcome, Optional<Check> check) {
        return switch (outcome) {
            case RunOutcome.Exited(int code, _) -> code == 0 ? of(check) : RTE;
            case RunOutcome.Signalled _, RunOutcome.TooManyProcesses _ -> RTE;
            case RunOutcome.TimedOut _ -> TLE;
            case RunOutcome.OutOfMemory _ -> MLE;
            case RunOutcome.TooMuchOutput _ -> OLE;
            case RunOutcome.CompileFailed _ -> CE;
            case RunOutcome.Cancelled _, RunOutcome.SandboxFailed _ -> JE;
        };
    }

    private static Verdict of(Optional<Check> check) {
        if (check.isEmpty()) {
            return JE;
        }
        return switch (check.get()) {
            case Check.Accepted _ -> AC;
            case Check.Wrong _ -> WA;
            case Check.Broken _ -> JE;
        };
    }
}
