package dev.coderun.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Key;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.LocalDynamo;
import dev.coderun.server.dynamodb.LocalStore;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.session.Append.Result;
import dev.coderun.session.live.Batch.AuthoredUpdate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDocumentStoreIT extends DocumentStoreContract {

    @TempDir private static Path folder;
    private static LocalDynamo local;
    private static Table table;

    private final String id = SessionIds.newId();

    @BeforeAll
    static void startTheDatabase() {
        local = LocalStore.in(folder);
        table = Table.in(local);
    }

    @AfterAll
    static void endTheDatabase() {
        table.close();
        local.close();
    }

    @Override
    DocumentStore store() {
        return new DynamoDocumentStore(table, Duration.ofDays(1));
    }

    @Test
    void anEntryWithAMissingPartIsPassedOverAndItsNumberNotUsedAgain() {
        var opened = store().open(id);
        append(opened, 1, entry(1, "ada", new byte[] {1}));
        append(opened, 2, entry(2, "ada", randomBytes(Parts.MAX_BYTES * 2)));
        remove(Keys.entryPart(id, 2, 1));
        append(opened, 3, entry(3, "ada", randomBytes(Parts.MAX_BYTES * 2)));
        remove(Keys.entryPart(id, 3, 0));

        var again = store().open(id);

        assertThat(again.entries()).hasSize(1);
        assertThat(again.nextSequence()).isEqualTo(4);
        assertThat(append(again, 4, entry(4, "ada", new byte[] {4}))).isEqualTo(Result.STORED);
        assertThat(store().open(id).entries()).hasSize(2);
    }

    @Test
    void coveredEntriesGoOnAsHistoryThatEachVersionCanBeMadeFrom() {
        var opened = store().open(id);
        append(opened, 1, entry(1, "ada", state(1)));
        append(opened, 2, entry(2, "bob", state(2)));
        store().replaceBySnapshot(opened.lease(), new Snapshot(1, 2, 2, state(12)));
        append(opened, 3, entry(3, "carla", state(3)));
        store().replaceBySnapshot(opened.lease(), new Snapshot(2, 3, 3, state(13)));

        assertThat(items(Keys.ENTRY_PREFIX)).isEmpty();
        assertThat(items(Keys.SNAPSHOT_PART_PREFIX)).hasSize(1);
        var segments =
                Parts.join(reader().items(Keys.HISTORY_PREFIX), Keys.HISTORY_PREFIX)
                        .values()
                        .stream()
                        .map(HistorySegment::decode)
                        .toList();
        assertThat(segments).hasSize(2);
        assertThat(segments.getFirst().baseState()).isEqualTo(HistorySegment.NOTHING);
        assertThat(authors(segments.getFirst())).containsExactly("ada", "bob");
        assertThat(segments.getLast().baseState()).isEqualTo(state(12));
        assertThat(segments.getLast().baseRevision()).isEqualTo(2);
        assertThat(authors(segments.getLast())).containsExactly("carla");
    }

    @Test
    void eachPartOfTheHistoryExpiresWithTheRetention() {
        var opened = store().open(id);
        append(opened, 1, entry(1, "ada", randomBytes(Parts.MAX_BYTES * 2)));

        store().replaceBySnapshot(opened.lease(), new Snapshot(1, 1, 1, state(1)));

        var parts = reader().items(Keys.HISTORY_PREFIX);
        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(parts).allMatch(item -> item.containsKey(Table.EXPIRES));
    }

    @Test
    void whereNoVersionsAreKeptASnapshotLeavesNoHistory() {
        var keepsNone = new DynamoDocumentStore(table, Duration.ZERO);
        var opened = keepsNone.open(id);
        append(opened, 1, entry(1, "ada", state(1)));

        keepsNone.replaceBySnapshot(opened.lease(), new Snapshot(1, 1, 1, state(1)));

        assertThat(items(Keys.HISTORY_PREFIX)).isEmpty();
        assertThat(items(Keys.ENTRY_PREFIX)).isEmpty();
    }

    private static List<String> authors(HistorySegment segment) {
        return segment.entries().stream()
                .flatMap(entry -> entry.updates().stream())
                .map(AuthoredUpdate::userId)
                .toList();
    }

    @Test
    void whatACompactionThatWasCutShortLeftBehindIsNotReadAndGoesWithTheNext() {
        var opened = store().open(id);
        var first = entry(1, "ada", state(1));
        append(opened, 1, first);
        store().replaceBySnapshot(opened.lease(), new Snapshot(1, 1, 1, state(11)));
        // As if the removal had not come about, and a second snapshot only half written.
        append(opened, 1, first);
        var half = List.of(new byte[] {5}, new byte[] {6});
        put(Parts.item(Keys.snapshotPart(id, 2, 1), 1, half, opened.lease()));

        var again = store().open(id);
        assertThat(again.entries()).isEmpty();
        assertThat(again.snapshot().orElseThrow().state()).isEqualTo(state(11));

        append(again, 2, entry(2, "ada", state(2)));
        store().replaceBySnapshot(again.lease(), new Snapshot(2, 2, 2, state(12)));
        assertThat(items(Keys.ENTRY_PREFIX)).isEmpty();
        assertThat(store().open(id).snapshot().orElseThrow().state()).isEqualTo(state(12));
    }

    @Test
    void killingTheDatabaseWhileItWritesLosesNothingThatWasAcknowledged() {
        var opened = store().open(id);
        List<Long> acknowledged = new ArrayList<>();
        long sequence = 1;
        int kills = 0;
        while (acknowledged.size() < 45) {
            if (acknowledged.size() == 10 + 15 * kills) {
                local.process().destroyForcibly();
                kills++;
            }
            var entry = entry(sequence, "ada", randomBytes(1_000));
            var result = append(opened, sequence, entry);
            assertThat(result).isNotEqualTo(Result.FENCED);
            if (result == Result.STORED) {
                acknowledged.add(sequence);
                sequence++;
            }
        }
        assertThat(kills).isEqualTo(3);

        var revisions = store().open(id).entries().stream().map(Entry::revision).toList();
        assertThat(revisions).isEqualTo(acknowledged);
    }

    private static void remove(Key key) {
        table.client().deleteItem(delete -> delete.tableName(Table.NAME).key(key.attributes()));
    }

    private static void put(Map<String, AttributeValue> item) {
        table.client().putItem(put -> put.tableName(Table.NAME).item(item));
    }

    private DocumentReader reader() {
        return new DocumentReader(table.client(), id);
    }

    private List<String> items(String prefix) {
        return reader().items(prefix).stream()
                .map(item -> Attributes.text(item, Table.SK))
                .toList();
    }
}
