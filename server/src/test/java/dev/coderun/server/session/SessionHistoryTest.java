package dev.coderun.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.session.SessionHistory.Page;
import dev.coderun.session.live.Batch.AuthoredUpdate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Timelines so long that they come in pages.
class SessionHistoryTest {

    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final String ID = "s1";

    private final Stored stored = new Stored();
    private final Sessions sessions = QuietSessions.over(new MemoryDocumentStore());
    private final SessionHistory history =
            new SessionHistory(stored, sessions, Duration.ofDays(90), InstantSource.fixed(START));

    @AfterEach
    void end() {
        sessions.close();
    }

    @Test
    void aPageEndsAfterTheStretchThatFillsIt() {
        int perStretch = SessionHistory.MOMENTS_PER_PAGE / 2;
        stored.addStretches(3, perStretch);

        var first = history.timeline(ID, OptionalLong.empty());

        assertThat(first.moments()).hasSize(2 * perStretch);
        var rest = history.timeline(ID, first.next());
        assertThat(rest.moments()).hasSize(perStretch);
        assertThat(rest.next()).isEmpty();
        assertThat(revisions(first).getLast()).isEqualTo(revisions(rest).getFirst() + 1);
    }

    @Test
    void aPageReadsNoMoreThanSoManyStretches() {
        stored.addStretches(SessionHistory.STRETCHES_PER_PAGE + 1, 1);

        var first = history.timeline(ID, OptionalLong.empty());

        assertThat(first.moments()).hasSize(SessionHistory.STRETCHES_PER_PAGE);
        assertThat(stored.reads).isEqualTo(SessionHistory.STRETCHES_PER_PAGE);
        assertThat(history.timeline(ID, first.next()).moments()).hasSize(1);
    }

    @Test
    void aSessionWithoutAPastHasAnEmptyTimeline() {
        assertThat(history.timeline(ID, OptionalLong.empty()))
                .isEqualTo(new Page(List.of(), OptionalLong.empty()));
        assertThat(history.at(ID, new Version(1, 1))).isEmpty();
    }

    private static List<Long> revisions(Page page) {
        return page.moments().stream().map(moment -> moment.version().revision()).toList();
    }

    /// Stretches in memory, each entry a version of its own.
    private static final class Stored implements DocumentHistory {

        private final NavigableMap<Long, Stretch> stretches = new TreeMap<>();
        private int reads;

        void addStretches(int count, int entries) {
            long sequence = 1;
            long all = (long) count * entries;
            for (int i = 0; i < count; i++) {
                List<Entry> made = new ArrayList<>();
                for (int j = 0; j < entries; j++) {
                    long revision = sequence + j;
                    var time = START.minus(Timeline.LONGEST.multipliedBy(all - revision));
                    var update = new AuthoredUpdate("ada", HistorySegment.NOTHING);
                    made.add(new Entry(revision, time, List.of(update)));
                }
                stretches.put(sequence, new Stretch(sequence, HistorySegment.NOTHING, made));
                sequence += entries;
            }
        }

        @Override
        public Optional<Stretch> before(String sessionId, long sequence) {
            reads++;
            return Optional.ofNullable(stretches.lowerEntry(sequence)).map(Map.Entry::getValue);
        }

        @Override
        public void noteRestored(String sessionId, RestoreNote note) {}

        @Override
        public List<RestoreNote> restored(String sessionId, long after, long last) {
            return List.of();
        }
    }
}
