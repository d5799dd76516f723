package dev.coderun.executor.judge;

import dev.coderun.executor.RunOutcome;
import java.util.Optional;

/// What became of one test. The bytes must not change.
///
/// @param index its place among all tests, from 0
/// @param stdout what the program wrote, cut at [#MAX_OUTPUT_BYTES]
/// @param runs how often it was run: more than once when it only just met or missed a limit, or the sandbox failed
/// @param score its points
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record TestReport(
        int index,
        String name,
        Verdict verdict,
        RunOutcome outcome,
        Optional<Check> check,
        byte[] stdout,
        long stdoutBytes,
        byte[] stderr,
        int runs,
        double score) {
    public static final int MAX_OUTPUT_BYTES = 16 * 1024;
    public static final int MAX_ERROR_BYTES = 4 * 1024;
}
