package dev.coderun.server.session;

import dev.coderun.server.session.DocumentHistory.RestoreNote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gathers entries, the newest first, into the versions that people are offered: what was written without a pause. A
/// restored version stands alone, so that what was there before it can be had again.
final class Timeline {

    /// After so long without an edit a new version begins.
    static final Duration PAUSE = Duration.ofMinutes(1);

    /// No version holds the edits of a longer time.
    static final Duration LONGEST = Duration.ofMinutes(5);

    private final List<Moment> moments = new ArrayList<>();
    private @Nullable Gathering gathering;

    /// A version with what led to it.
    ///
    /// @param authors whose edits they are, the busiest first
    /// @param restored the version that it was made to be again, if it was
    record Moment(
            Version version,
            Instant from,
            Instant to,
            int edits,
            List<String> authors,
            Optional<RestoreNote> restored) {

        Moment {
            authors = List.copyOf(authors);
        }
    }

    /// The edits of one version so far.
    private static final class Gathering {
        private final Version version;
        private final Instant to;
        private final Optional<RestoreNote> restored;
        private final Map<String, Integer> edits = new HashMap<>();
        private Instant from;

        Gathering(Version version, Instant to, Optional<RestoreNote> restored) {
            this.version = version;
            this.to = to;
            this.from = to;
            this.restored = restored;
        }

        boolean takes(Entry older) {
            return restored.isEmpty()
                    && Duration.between(older.time(), from).compareTo(PAUSE) <= 0
                    && Duration.between(older.time(), to).compareTo(LONGEST) <= 0;
        }

        void add(Entry entry) {
            from = entry.time();
            entry.updates().forEach(update -> edits.merge(update.userId(), 1, Integer::sum));
        }

        Moment moment() {
            var authors =
                    edits.entrySet().stream()
                            .sorted(
                                    Map.Entry.<String, Integer>comparingByValue(
                                                    Comparator.reverseOrder())
                                            .thenComparing(Map.Entry.comparingByKey()))
                            .map(Map.Entry::getKey)
                            .toList();
            int count = edits.values().stream().mapToInt(Integer::intValue).sum();
            return new Moment(version, from, to, count, authors, restored);
        }
    }

    /// Goes on with the stretch before those that were added.
    ///
    /// @param notes of the stretch, in their order
    /// @param notBefore entries that are older are left out
    void add(Stretch stretch, List<RestoreNote> notes, Instant notBefore) {
        for (int i = stretch.entries().size() - 1; i >= 0; i--) {
            var entry = stretch.entries().get(i);
            if (entry.time().isBefore(notBefore)) {
                return;
            }
            long revisionBefore = i == 0 ? 0 : stretch.entries().get(i - 1).revision();
            var restored =
                    notes.stream()
                            .filter(
                                    note ->
                                            note.revision() > revisionBefore
                                                    && note.revision() <= entry.revision())
                            .findFirst();
            var present = gathering;
            if (present == null || restored.isPresent() || !present.takes(entry)) {
                finish();
                present = new Gathering(stretch.version(i), entry.time(), restored);
                gathering = present;
            }
            present.add(entry);
        }
    }

    private void finish() {
        if (gathering != null) {
            moments.add(gathering.moment());
            gathering = null;
        }
    }

    /// How many there are so far.
    int size() {
        return moments.size() + (gathering == null ? 0 : 1);
    }

    /// All of them, the newest first. Nothing is added afterwards.
    List<Moment> moments() {
        finish();
        return List.copyOf(moments);
    }
}
