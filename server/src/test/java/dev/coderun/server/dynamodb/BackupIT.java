package dev.coderun.server.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.server.dynamodb.Backup.BackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class BackupIT {

    private static final InstantSource TIME = InstantSource.system();
    private static final int COUNT = 60;

    @TempDir private Path folder;

    private @Nullable LocalDynamo from;

    @BeforeEach
    void fill() throws IOException {
        var local = LocalStore.in(Files.createDirectory(folder.resolve("from")));
        from = local;
        try (var table = Table.in(local)) {
            var items = new Items(table, TIME);
            for (int i = 0; i < COUNT; i++) {
                items.put(item("USER#" + i, Map.of("data", Attributes.bytes(new byte[] {1, -1}))));
            }
            items.put(item(Keys.SIGNING_KEYS, Map.of("secret", Attributes.text("hush"))));
            items.put(item("USER#gone", Map.of(Table.EXPIRES, Attributes.number(1))));
        }
    }

    @AfterEach
    void stop() {
        Objects.requireNonNull(from).close();
    }

    @Test
    void whatWasExportedIsThereAfterAnImport() throws IOException {
        var file = export();

        try (var to = LocalStore.in(Files.createDirectory(folder.resolve("to")));
                var table = Table.in(to)) {
            assertThat(new Backup(table, TIME).importFrom(file)).isEqualTo(COUNT);

            var found = new Items(table, TIME).find(new Key("USER#7", "X")).orElseThrow();
            assertThat(Attributes.bytes(found, "data")).containsExactly(1, -1);
            assertThat(new Items(table, TIME).find(new Key(Keys.SIGNING_KEYS, "X"))).isEmpty();
            assertThatThrownBy(() -> new Backup(table, TIME).importFrom(file))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("empty one");
        }
    }

    @Test
    void aBackupIsReadableByItsOwnerAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(export())))
                .isEqualTo("rw-------");
    }

    @Test
    void whatWasCutOffOrIsNoBackupImportsNothing() throws IOException {
        var file = export();
        var bytes = Files.readAllBytes(file);
        var cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));
        var other = Files.writeString(folder.resolve("other"), "something else");

        try (var to = LocalStore.in(Files.createDirectory(folder.resolve("to")));
                var table = Table.in(to)) {
            for (var bad : new Path[] {cut, other}) {
                assertThatThrownBy(() -> new Backup(table, TIME).importFrom(bad))
                        .isInstanceOf(BackupException.class)
                        .message()
                        .endsWith(".");
            }
            assertThat(new Backup(table, TIME).importFrom(file)).isEqualTo(COUNT);
        }
    }

    private Path export() throws IOException {
        var file = folder.resolve("backup-" + Instant.now().toEpochMilli() + ".gz");
        try (var table = Table.in(Objects.requireNonNull(from))) {
            assertThat(new Backup(table, TIME).exportTo(file)).isEqualTo(COUNT);
        }
        return file;
    }

    private static Map<String, AttributeValue> item(
            String pk, Map<String, AttributeValue> attributes) {
        var item = new HashMap<>(new Key(pk, "X").attributes());
        item.putAll(attributes);
        return item;
    }
}
