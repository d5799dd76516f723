package dev.coderun.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.session.Append.Result;
import dev.coderun.session.live.Batch.AuthoredUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every [DocumentStore] does.
abstract class DocumentStoreContract {

    static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    private final String id = SessionIds.newId();

    abstract DocumentStore store();

    @Test
    void aNewDocumentIsEmpty() {
        var opened = store().open(id);

        assertThat(opened.snapshot()).isEmpty();
        assertThat(opened.entries()).isEmpty();
        assertThat(opened.nextSequence()).isEqualTo(1);
        assertThat(opened.revision()).isZero();
    }

    @Test
    void entriesComeBackInTheirOrderWithAuthorsAndTimes() {
        var opened = store().open(id);
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            var entry = entry(i, "user" + i, new byte[] {(byte) i});
            entries.add(entry);
            assertThat(append(opened, i, entry)).isEqualTo(Result.STORED);
        }

        var again = store().open(id);

        assertEqual(again.entries(), entries);
        assertThat(again.nextSequence()).isEqualTo(13);
        assertThat(again.revision()).isEqualTo(12);
    }

    @Test
    void anEntryLargerThanAnItemComesBackWhole() {
        var opened = store().open(id);
        var large = entry(1, "ada", randomBytes(Parts.MAX_BYTES * 3 + 5));

        assertThat(append(opened, 1, large)).isEqualTo(Result.STORED);

        assertEqual(store().open(id).entries(), List.of(large));
    }

    @Test
    void anEntryLargerThanATransactionComesBackWhole() {
        var opened = store().open(id);
        var large = entry(1, "ada", randomBytes(EntryWriter.MAX_TRANSACTION_BYTES * 2));

        assertThat(append(opened, 1, large)).isEqualTo(Result.STORED);

        assertEqual(store().open(id).entries(), List.of(large));
    }

    @Test
    void moreDocumentsThanATransactionHoldsAreStoredTogether() {
        List<Append> appends = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            var opened = store().open(SessionIds.newId());
            ids.add(opened.lease().sessionId());
            appends.add(Append.of(opened.lease(), 1, entry(1, "ada", new byte[] {(byte) i})));
        }

        assertThat(store().append(appends)).hasSize(120).containsOnly(Result.STORED);

        for (int i = 0; i < 120; i += 17) {
            var update = store().open(ids.get(i)).entries().getFirst().updates().getFirst();
            assertThat(update.update()).containsExactly(i);
        }
    }

    @Test
    void repeatingAnAppendIsHarmless() {
        var opened = store().open(id);
        var entry = entry(1, "ada", new byte[] {1});
        append(opened, 1, entry);

        assertThat(append(opened, 1, entry)).isEqualTo(Result.STORED);

        assertThat(store().open(id).entries()).hasSize(1);
    }

    @Test
    void repeatingALargeAppendIsHarmless() {
        var opened = store().open(id);
        var entry = entry(1, "ada", randomBytes(Parts.MAX_BYTES * 2));
        append(opened, 1, entry);

        assertThat(append(opened, 1, entry)).isEqualTo(Result.STORED);

        assertEqual(store().open(id).entries(), List.of(entry));
    }

    @Test
    void whoeverOpensADocumentFencesOffWhoHadIt() {
        var older = store().open(id);
        append(older, 1, entry(1, "ada", new byte[] {1}));
        var newer = store().open(id);

        assertThat(append(older, 2, entry(2, "ada", new byte[] {2}))).isEqualTo(Result.FENCED);
        assertThat(append(older, 3, entry(3, "ada", randomBytes(Parts.MAX_BYTES * 2))))
                .isEqualTo(Result.FENCED);
        assertThat(store().replaceBySnapshot(older.lease(), new Snapshot(1, 1, 1, state(9))))
                .isFalse();
        assertThat(append(newer, 2, entry(2, "bob", new byte[] {3}))).isEqualTo(Result.STORED);

        var now = store().open(id);
        assertThat(now.entries()).hasSize(2);
        assertThat(now.entries().getLast().updates().getFirst().userId()).isEqualTo("bob");
        assertThat(now.snapshot()).isEmpty();
    }

    @Test
    void aFencedDocumentHoldsUpNoneOfTheOthers() {
        var fenced = store().open(id);
        store().open(id);
        var other = store().open(SessionIds.newId());
        var third = store().open(SessionIds.newId());
        var entry = entry(1, "ada", new byte[] {1});

        var results =
                store().append(
                                List.of(
                                        Append.of(other.lease(), 1, entry),
                                        Append.of(fenced.lease(), 1, entry),
                                        Append.of(third.lease(), 1, entry)));

        assertThat(results).containsExactly(Result.STORED, Result.FENCED, Result.STORED);
        assertThat(store().open(third.lease().sessionId()).entries()).hasSize(1);
    }

    @Test
    void aSnapshotStandsForTheEntriesThatItCoversAndForNoOthers() {
        var opened = store().open(id);
        for (int i = 1; i <= 5; i++) {
            append(opened, i, entry(i, "ada", state(i)));
        }

        var snapshot = new Snapshot(1, 3, 3, state(99));
        assertThat(store().replaceBySnapshot(opened.lease(), snapshot)).isTrue();

        var again = store().open(id);
        assertThat(again.snapshot().orElseThrow().state()).isEqualTo(state(99));
        assertThat(again.snapshot().orElseThrow().lastSequence()).isEqualTo(3);
        assertThat(again.entries()).hasSize(2);
        assertThat(again.nextSequence()).isEqualTo(6);
        assertThat(again.revision()).isEqualTo(5);
    }

    @Test
    void aLargeSnapshotFollowsAnotherAndTheNumbersGoOn() {
        var opened = store().open(id);
        append(opened, 1, entry(1, "ada", state(1)));
        store().replaceBySnapshot(opened.lease(), new Snapshot(1, 1, 1, state(1)));
        append(opened, 2, entry(2, "ada", state(2)));
        var large = randomBytes(EntryWriter.MAX_TRANSACTION_BYTES + 1);

        assertThat(store().replaceBySnapshot(opened.lease(), new Snapshot(2, 2, 2, large)))
                .isTrue();

        var again = store().open(id);
        assertThat(again.snapshot().orElseThrow().state()).isEqualTo(large);
        assertThat(again.entries()).isEmpty();
        assertThat(again.nextSequence()).isEqualTo(3);
        assertThat(again.revision()).isEqualTo(2);
    }

    @Test
    void aDeletedDocumentIsGoneAndItsWriterFenced() {
        var opened = store().open(id);
        append(opened, 1, entry(1, "ada", new byte[] {1}));

        store().delete(id);

        assertThat(append(opened, 2, entry(2, "ada", new byte[] {2}))).isEqualTo(Result.FENCED);
        assertThat(store().open(id).entries()).isEmpty();
    }

    @Test
    void runNumbersGrow() {
        var other = SessionIds.newId();

        assertThat(store().nextRunId(id)).isEqualTo(1);
        assertThat(store().nextRunId(id)).isEqualTo(2);
        assertThat(store().nextRunId(other)).isEqualTo(1);
    }

    Result append(StoredDocument opened, long sequence, Entry entry) {
        return store().append(List.of(Append.of(opened.lease(), sequence, entry))).getFirst();
    }

    static Entry entry(long revision, String author, byte[] update) {
        return new Entry(
                revision, TIME.plusSeconds(revision), List.of(new AuthoredUpdate(author, update)));
    }

    static byte[] state(int number) {
        return new byte[] {(byte) number};
    }

    static byte[] randomBytes(int count) {
        var bytes = new byte[count];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    /// By their bytes: an entry's record compares its arrays by identity.
    static void assertEqual(List<Entry> actual, List<Entry> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(EntryCodec.encode(actual.get(i)))
                    .isEqualTo(EntryCodec.encode(expected.get(i)));
        }
    }
}
