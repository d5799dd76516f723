package dev.coderun.executor.judge;

import dev.coderun.executor.RunOutcome;
import java.util.Optional;

/// One run of a submission on a test. The check is absent where there was nothing to check. The bytes must not change.
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record RanTest(
        RunOutcome outcome, Optional<Check> check, byte[] stdout, long stdoutBytes, byte[] stderr) {
    public Verdict verdict() {
        return Verdict.of(outcome, check);
    }

    public boolean sandboxFailed() {
        return outcome instanceof RunOutcome.SandboxFailed
                || outcome instanceof RunOutcome.Cancelled;
    }
}
