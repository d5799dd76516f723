package dev.coderun.server.livetest;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// In which order a session's tests are run: what failed most recently first, then what changed most recently, then the
/// rest as they are shown. Used by one thread at a time.
final class TestOrder {
    private static final long NEVER = 0;

    private final Map<String, Past> pasts = new HashMap<>();

    private static final class Past {
        String hash = "";
        long failed = NEVER;
        long changed = NEVER;
    }

    /// @param round grows from round to round
    List<CaseTest> of(List<CaseTest> tests, long round) {
        var here = tests.stream().map(test -> test.test().id()).collect(Collectors.toSet());
        pasts.keySet().retainAll(here);
        for (var test : tests) {
            var past = pasts.computeIfAbsent(test.test().id(), _ -> new Past());
            if (!past.hash.equals(test.hash())) {
                past.hash = test.hash();
                past.changed = round;
            }
        }
        return tests.stream()
                .sorted(
                        Comparator.comparingLong((CaseTest test) -> past(test).failed)
                                .thenComparingLong(test -> past(test).changed)
                                .reversed())
                .toList();
    }

    private Past past(CaseTest test) {
        return Objects.requireNonNull(pasts.get(test.test().id()));
    }

    /// A test that passes has not failed for as long as it is run.
    void ended(CaseTest test, boolean passed, long round) {
        past(test).failed = passed ? NEVER : round;
    }
}
