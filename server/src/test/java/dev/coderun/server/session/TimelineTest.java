package dev.coderun.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.session.DocumentHistory.RestoreNote;
import dev.coderun.session.live.Batch.AuthoredUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

    private final Timeline timeline = new Timeline();

    @Test
    void whatIsWrittenWithoutAPauseIsOneVersionOfItsAuthorsTheBusiestFirst() {
        add(entry(1, 0, "ada"), entry(2, 1, "bob", "bob"), entry(3, 2, "ada", "bob"));

        var moments = timeline.moments();

        assertThat(moments).hasSize(1);
        var moment = moments.getFirst();
        assertThat(moment.version()).isEqualTo(new Version(3, 3));
        assertThat(moment.from()).isEqualTo(START);
        assertThat(moment.to()).isEqualTo(START.plusSeconds(2));
        assertThat(moment.edits()).isEqualTo(5);
        assertThat(moment.authors()).containsExactly("bob", "ada");
    }

    @Test
    void aPauseBeginsANewVersionAndTheNewestComesFirst() {
        long pause = Timeline.PAUSE.toSeconds();
        add(entry(1, 0, "ada"), entry(2, pause, "ada"), entry(3, 2 * pause + 1, "ada"));

        assertThat(revisions()).containsExactly(3L, 2L);
    }

    @Test
    void whoeverNeverPausesGetsVersionsAllTheSame() {
        List<Entry> entries = new ArrayList<>();
        for (int minute = 0; minute <= 25; minute++) {
            entries.add(entry(minute + 1, minute * 60L, "ada"));
        }
        add(entries.toArray(Entry[]::new));

        assertThat(revisions()).containsExactly(26L, 20L, 14L, 8L, 2L);
    }

    @Test
    void aRestoredVersionStandsAloneWithWhatItWasMadeToBe() {
        var note = new RestoreNote(2, new Version(1, 1), START);
        timeline.add(
                stretch(entry(1, 0, "ada"), entry(2, 1, "ada"), entry(3, 2, "ada")),
                List.of(note),
                Instant.EPOCH);

        assertThat(revisions()).containsExactly(3L, 2L, 1L);
        assertThat(timeline.moments())
                .extracting(Timeline.Moment::restored)
                .extracting(found -> found.isPresent())
                .containsExactly(false, true, false);
    }

    @Test
    void aVersionMayReachAcrossTheEndOfAStretch() {
        timeline.add(
                new Stretch(3, HistorySegment.NOTHING, List.of(entry(3, 2, "ada"))),
                List.of(),
                Instant.EPOCH);
        timeline.add(stretch(entry(1, 0, "ada"), entry(2, 1, "bob")), List.of(), Instant.EPOCH);

        assertThat(revisions()).containsExactly(3L);
        assertThat(timeline.moments().getFirst().edits()).isEqualTo(3);
    }

    @Test
    void whatIsOlderThanVersionsAreKeptIsLeftOut() {
        timeline.add(
                stretch(entry(1, 0, "ada"), entry(2, 1, "ada")),
                List.of(),
                START.plus(Duration.ofMillis(1)));

        assertThat(timeline.moments()).hasSize(1);
        assertThat(timeline.moments().getFirst().edits()).isEqualTo(1);
    }

    private List<Long> revisions() {
        return timeline.moments().stream().map(moment -> moment.version().revision()).toList();
    }

    private void add(Entry... entries) {
        timeline.add(stretch(entries), List.of(), Instant.EPOCH);
    }

    private static Stretch stretch(Entry... entries) {
        return new Stretch(1, HistorySegment.NOTHING, List.of(entries));
    }

    private static Entry entry(long revision, long second, String... authors) {
        var updates =
                Arrays.stream(authors)
                        .map(author -> new AuthoredUpdate(author, HistorySegment.NOTHING))
                        .toList();
        return new Entry(revision, START.plusSeconds(second), updates);
    }
}
