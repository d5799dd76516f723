package dev.coderun.server.livetest;

/// How many tests of a round have passed, of those that have a result. Guarded by its [SessionTester].
final class Tally {
    private int passed;
    private int total;

    void add(TestResult result) {
        passed += result.hasPassed() ? 1 : 0;
        total++;
    }

    int passed() {
        return passed;
    }

    int total() {
        return total;
    }
}
