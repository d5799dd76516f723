package dev.coderun.executor.unittests;

import java.util.List;

/// A line that a runner tells, decoded and checked. `executor/languages/README.md` is the specification.
sealed interface RunnerEvent {
    record Found(List<UnitTest> tests) implements RunnerEvent {}

    record Started(String id) implements RunnerEvent {}

    record Ended(UnitTestResult result) implements RunnerEvent {}

    /// Nothing more comes; without it the round was cut off.
    record End() implements RunnerEvent {}
}
