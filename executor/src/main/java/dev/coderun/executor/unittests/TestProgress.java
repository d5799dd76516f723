package dev.coderun.executor.unittests;

import dev.coderun.executor.unittests.UnitTestResult.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which tests were found, which one runs, and which are over. Guarded by its round.
final class TestProgress {
    static final int MAX_TESTS = 2_000;

    /// In the order in which they were found; true once they are over.
    private final Map<String, Boolean> over = new LinkedHashMap<>();

    private String current = "";
    private long currentSinceNanos;
    private Verdict last = Verdict.SKIPPED;

    static final class TooMany extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /// Those that were not known before.
    List<UnitTest> add(List<UnitTest> tests) throws TooMany {
        var unknown = new ArrayList<UnitTest>();
        for (var test : tests) {
            if (over.putIfAbsent(test.id(), false) == null) {
                unknown.add(test);
            }
        }
        if (over.size() > MAX_TESTS) {
            throw new TooMany();
        }
        return unknown;
    }

    void start(String id) throws IOException {
        if (!current.isEmpty() || over.getOrDefault(id, true)) {
            throw new IOException("A test began that cannot begin");
        }
        current = id;
        currentSinceNanos = System.nanoTime();
    }

    void end(UnitTestResult result) throws IOException {
        if (!current.equals(result.id())) {
            throw new IOException("A test ended that did not run");
        }
        endCurrent(result);
    }

    void endCurrent(UnitTestResult result) {
        over.put(current, true);
        last = result.verdict();
        current = "";
    }

    /// The id of the one that runs; empty between two.
    String current() {
        return current;
    }

    Duration currentTook() {
        return Duration.ofNanos(System.nanoTime() - currentSinceNanos);
    }

    Verdict lastVerdict() {
        return last;
    }

    List<String> rest() {
        return over.entrySet().stream()
                .filter(test -> !test.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }
}
