package dev.coderun.server.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class LocalDynamoIT {

    private static final Key KEY = new Key("TEST", "1");

    @TempDir private Path folder;

    @Test
    void whatWasStoredIsThereAtTheNextStart() {
        try (var local = LocalStore.in(folder);
                var table = Table.in(local)) {
            put(table, "kept");
        }

        try (var local = LocalStore.in(folder);
                var table = Table.in(local)) {
            assertThat(Attributes.text(item(table), "value")).isEqualTo("kept");
        }
    }

    @Test
    void whatItStoresIsReadableByItsOwnerAlone() throws Exception {
        try (var local = LocalStore.in(folder);
                var table = Table.in(local)) {
            put(table, "kept");
            try (var files = Files.list(folder.resolve("dynamodb"))) {
                assertThat(files.filter(file -> file.getFileName().toString().contains(".db")))
                        .isNotEmpty()
                        .allSatisfy(
                                file ->
                                        assertThat(permissions(file))
                                                .as("%s", file)
                                                .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void aKilledProcessIsStartedAgainAtTheSameAddress() throws Exception {
        try (var local = LocalStore.in(folder);
                var table = Table.in(local)) {
            put(table, "kept");

            var first = local.process();
            first.destroyForcibly();
            first.onExit().get(10, TimeUnit.SECONDS);
            while (!table.answers()) {
                Thread.onSpinWait(); // the client itself waits between its tries
            }

            assertThat(local.process().pid()).isNotEqualTo(first.pid());
            assertThat(Attributes.text(item(table), "value")).isEqualTo("kept");
        }
    }

    @Test
    void itEndsWithItsServerButNotOnASignalToTheGroup() throws Exception {
        var local = LocalStore.in(folder);
        var process = local.process();
        try (var table = Table.in(local)) {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
            put(table, "after the signals");

            assertThat(Attributes.text(item(table), "value")).isEqualTo("after the signals");
        }

        local.close();

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void itGivesWayToItsServer() throws Exception {
        try (var local = LocalStore.in(folder)) {
            int own = niceness(ProcessHandle.current().pid());

            assertThat(niceness(local.process().pid()))
                    .isEqualTo(Math.min(own + LocalDynamo.NICENESS, 19));
        }
    }

    /// The 19th word of its line; the second, its name, may have spaces.
    private static int niceness(long pid) throws IOException {
        var line = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return Integer.parseInt(line.substring(line.lastIndexOf(')')).split(" ", -1)[17]);
    }

    @Test
    void somebodyElsesKeyOpensNothing() {
        try (var local = LocalStore.in(folder)) {
            assertThatThrownBy(() -> Table.at(local.endpoint(), "somebodyElse"))
                    .isInstanceOf(DynamoDbException.class);
        }
    }

    @Test
    void aTableOfAnotherVersionIsRefused() {
        try (var local = LocalStore.in(folder)) {
            try (var table = Table.in(local)) {
                var item =
                        Map.of(
                                Table.PK,
                                Attributes.text(Keys.SCHEMA.pk()),
                                Table.SK,
                                Attributes.text(Keys.SCHEMA.sk()),
                                "version",
                                Attributes.number(Table.SCHEMA_VERSION + 1));
                table.client().putItem(put -> put.tableName(Table.NAME).item(item));
            }

            assertThatThrownBy(() -> Table.in(local)).hasMessageContaining("another version");
        }
    }

    @Test
    void aLockedFolderIsRefusedWithASentenceThatNamesTheHolder() throws Exception {
        try (var _ = FolderLock.take(folder, FolderLock.PATIENCE)) {
            assertThatThrownBy(() -> FolderLock.take(folder, Duration.ofMillis(100)))
                    .isInstanceOf(FolderInUseException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void aLockThatIsAboutToGoIsWaitedFor() throws Exception {
        var taken = new CompletableFuture<FolderLock>();
        var first = FolderLock.take(folder, FolderLock.PATIENCE);
        var waiting = Thread.ofPlatform().start(() -> complete(taken));
        while (waiting.getState() != Thread.State.TIMED_WAITING && !taken.isDone()) {
            Thread.onSpinWait(); // it has not found it locked yet
        }
        first.close();

        taken.get(60, TimeUnit.SECONDS).close();
    }

    private void complete(CompletableFuture<FolderLock> taken) {
        try {
            taken.complete(FolderLock.take(folder, FolderLock.PATIENCE));
        } catch (InterruptedException | RuntimeException e) {
            taken.completeExceptionally(e);
        }
    }

    private static void put(Table table, String value) {
        var item =
                Map.of(
                        Table.PK,
                        Attributes.text(KEY.pk()),
                        Table.SK,
                        Attributes.text(KEY.sk()),
                        "value",
                        Attributes.text(value));
        table.client().putItem(put -> put.tableName(Table.NAME).item(item));
    }

    private static Map<String, AttributeValue> item(Table table) {
        return table.client()
                .getItem(get -> get.tableName(Table.NAME).key(KEY.attributes()))
                .item();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
