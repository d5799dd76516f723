package dev.coderun.executor;

import java.time.Duration;
import java.util.List;

/// What the runner of unit tests is told to do.
///
/// @param key begins each line that it tells, and no other: nobody else knows it
/// @param each how long one test may take
/// @param only the ids of those to run; empty for all
public record TestOrder(String key, Duration each, List<String> only) {
    public TestOrder {
        only = List.copyOf(only);
        if (key.isEmpty()
                || key.indexOf('\0') >= 0
                || only.stream().anyMatch(id -> id.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException(
                    "A key or an id must not be empty or contain NUL characters.");
        }
        if (each.compareTo(Limits.MIN_TIME) < 0 || each.compareTo(Limits.MAX_TIME) > 0) {
            throw new IllegalArgumentException("A test may take 10 ms to one hour.");
        }
    }
}
