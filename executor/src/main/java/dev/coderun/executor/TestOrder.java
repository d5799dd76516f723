package dev.coderun.executor;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What the runner of unit tests is told to do.
///
/// @param key begins each line that it tells, and no other: nobody else knows it
/// @param each how long one test may take
/// @param first ids and files; what they name is run before the rest, as far as the runner can
/// @param only the ids of those to run; empty for all
public record TestOrder(String key, Duration each, List<String> first, List<String> only) {
    public TestOrder {
        first = List.copyOf(first);
        only = List.copyOf(only);
        if (key.isEmpty()
                || key.indexOf('\0') >= 0
                || Stream.concat(first.stream(), only.stream())
                        .anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException(
                    "A key or an id must not be empty or contain NUL characters.");
        }
        if (each.compareTo(Limits.MIN_TIME) < 0 || each.compareTo(Limits.MAX_TIME) > 0) {
            throw new IllegalArgumentException("A test may take 10 ms to one hour.");
        }
    }
}
