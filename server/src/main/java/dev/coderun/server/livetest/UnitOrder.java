package dev.coderun.server.livetest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Which of a session's unit tests are run first: what failed most recently, then what is in the files that changed most
/// recently. Used by one round after the other.
final class UnitOrder {
    /// So many tests and files, of so many characters, have room in an order for a helper that waits.
    static final int MAX_FIRST = 32;

    static final int MAX_CHARACTERS = 8_000;

    private final Map<String, Long> failures = new LinkedHashMap<>(); // Rounds by test.
    private final Map<String, Change> changes = new HashMap<>(); // By path.

    private record Change(String hash, long round) {}

    synchronized void ended(LiveTest test, TestResult result, long round) {
        var id = LiveTest.Kind.UNIT.nameIn(test.id());
        if (result.hasPassed()) {
            failures.remove(id);
        } else if (result.verdict() != TestResult.Verdict.SKIPPED) {
            failures.put(id, round);
        }
    }

    /// The runner's ids of tests, then files. What is not named comes after them as ever.
    ///
    /// @param files those with tests, and their hashes
    synchronized List<String> first(Map<String, String> files, long round) {
        var failed = latestFirst(failures);
        failures.keySet().retainAll(failed);
        note(files, round);
        var first = new ArrayList<String>();
        int characters = 0;
        for (var words : List.of(failed, latestFirst(newerChanges()))) {
            for (var word : words) {
                characters += word.length();
                if (first.size() < MAX_FIRST && characters <= MAX_CHARACTERS) {
                    first.add(word);
                }
            }
        }
        return List.copyOf(first);
    }

    private void note(Map<String, String> files, long round) {
        changes.keySet().retainAll(files.keySet());
        files.forEach(
                (path, hash) -> {
                    var before = changes.get(path);
                    if (before == null || !before.hash().equals(hash)) {
                        changes.put(path, new Change(hash, round));
                    }
                });
    }

    /// Without the oldest, after which nothing comes.
    private Map<String, Long> newerChanges() {
        long oldest = changes.values().stream().mapToLong(Change::round).min().orElse(0);
        var rounds = new HashMap<String, Long>();
        changes.forEach((path, change) -> rounds.put(path, change.round()));
        rounds.values().removeIf(round -> round == oldest);
        return rounds;
    }

    private static List<String> latestFirst(Map<String, Long> rounds) {
        return rounds.keySet().stream()
                .sorted(
                        Comparator.comparing(
                                        (String word) -> Objects.requireNonNull(rounds.get(word)))
                                .reversed())
                .limit(MAX_FIRST)
                .toList();
    }
}
