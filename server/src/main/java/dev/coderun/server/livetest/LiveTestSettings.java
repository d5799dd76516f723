package dev.coderun.server.livetest;

import dev.coderun.executor.Limits;
import java.time.Duration;

/// Every bound of tests while people type, in one place.
///
/// @param rounds how many rounds go on at a time in the whole server
/// @param maxCases how many of a session's own cases are run
/// @param maxCaseBytes what a case's input and expected output may have together
/// @param outputBytes of each stream of a test that is told
/// @param turn how long a round goes on while others wait
/// @param boxIdle how long a session keeps a box for its tests that nobody uses
public record LiveTestSettings(
        int rounds,
        int maxCases,
        int maxCaseBytes,
        int outputBytes,
        Duration turn,
        Duration boxIdle) {
    /// For all unit tests of a round together.
    static final Limits UNIT_TEST_LIMITS =
            Limits.standard().withWall(Duration.ofSeconds(20)).withCpu(Duration.ofSeconds(10));

    /// When so many tests of a round have run out of time, the rest are not run.
    static final int MAX_TIMEOUTS = 3;

    /// Of all tests of a round, so many times `outputBytes` are told.
    static final int FULL_OUTPUTS = 64;

    public LiveTestSettings {
        if (rounds < 1 || maxCases < 0 || maxCaseBytes < 0 || outputBytes < 0) {
            throw new IllegalArgumentException("At least one round must be able to go on.");
        }
    }

    /// The bounds that can be set, with the others as they are.
    public static LiveTestSettings of(int rounds, int maxCases, int maxCaseBytes, int outputBytes) {
        return new LiveTestSettings(
                rounds,
                maxCases,
                maxCaseBytes,
                outputBytes,
                Duration.ofMillis(250),
                Duration.ofMinutes(3));
    }
}
