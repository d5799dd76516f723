package dev.coderun.session.crdt;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// The ids that updates give to what they bring.
public final class GivenIds {
    /// For each client the clocks that were given: the first of each stretch and its end.
    private final Map<Long, TreeMap<Integer, Integer>> given = new HashMap<>();

    private boolean isOnceEach = true;

    public void add(Update update) {
        for (int section = 0; section < update.sectionCount(); section++) {
            var stretches = given.computeIfAbsent(update.client(section), _ -> new TreeMap<>());
            int start = update.clock(section);
            int end = update.end(section);
            var before = stretches.lowerEntry(end);
            isOnceEach &= before == null || before.getValue() <= start;
            stretches.merge(start, end, Math::max);
        }
    }

    /// Whether no id was given twice. Where one was, a peer may have called two things by it.
    public boolean areOnceEach() {
        return isOnceEach;
    }
}
