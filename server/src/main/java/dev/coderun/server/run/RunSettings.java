package dev.coderun.server.run;

import dev.coderun.executor.Limits;
import java.time.Duration;

/// Every bound of runs in sessions, in one place.
///
/// @param limits what a program that cannot be typed to may use
/// @param interactiveLimits what a program whose stdin is open may use: people type slowly
/// @param boxIdle how long a session keeps a box that nobody uses
/// @param concurrentRuns how many runs go on at a time in the whole server
/// @param waitingRuns how many more may queue for that
public record RunSettings(
        Limits limits,
        Limits interactiveLimits,
        Duration boxIdle,
        int concurrentRuns,
        int waitingRuns) {
    public RunSettings {
        if (concurrentRuns < 1 || waitingRuns < 0) {
            throw new IllegalArgumentException("At least one run must be able to go on.");
        }
    }

    public static RunSettings standard() {
        var limits =
                Limits.standard().withWall(Duration.ofSeconds(60)).withCpu(Duration.ofSeconds(10));
        return new RunSettings(
                limits, limits.withWall(Duration.ofMinutes(5)), Duration.ofMinutes(10), 32, 128);
    }

    Limits limitsFor(boolean stdinOpen) {
        return stdinOpen ? interactiveLimits : limits;
    }
}
