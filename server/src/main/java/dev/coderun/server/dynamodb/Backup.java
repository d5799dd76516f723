package dev.coderun.server.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.web.BadJsonException;
import dev.coderun.server.web.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// The whole table in one file and back: a first line that says what it is, one line for each item, and a last line with
/// their number, so that a file that was cut off is known. Keys that sign tokens are left out: whoever has the file can
/// read everything in it, but be nobody.
public final class Backup {

    /// What went wrong, in a sentence for whoever asked.
    public static final class BackupException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BackupException(String message) {
            super(message);
        }
    }

    private static final String FORMAT = "code-run-backup-1";
    private static final int ITEMS_AT_ONCE = 25;

    private final Table table;
    private final InstantSource time;

    public Backup(Table table, InstantSource time) {
        this.table = table;
        this.time = time;
    }

    /// How many items it wrote. The file is there when all of it is, readable by its owner alone.
    public long exportTo(Path file) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(unfinished);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        long count = 0;
        try (var channel =
                        Files.newByteChannel(
                                unfinished,
                                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                ownerOnly);
                var out =
                        new BufferedWriter(
                                new OutputStreamWriter(
                                        new GZIPOutputStream(Channels.newOutputStream(channel)),
                                        StandardCharsets.UTF_8))) {
            line(out, Map.of("format", FORMAT, "schema", Table.SCHEMA_VERSION));
            // Not on a request's path: reading all is what this is for.
            var pages =
                    table.client()
                            .scanPaginator(scan -> scan.tableName(Table.NAME).consistentRead(true));
            for (var item : pages.items()) {
                if (belongs(item)) {
                    line(out, ItemJson.write(item));
                    count++;
                }
            }
            line(out, Map.of("items", count));
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return count;
    }

    private boolean belongs(Map<String, AttributeValue> item) {
        var pk = Attributes.text(item, Table.PK);
        var isExpired =
                item.containsKey(Table.EXPIRES)
                        && Attributes.number(item, Table.EXPIRES)
                                <= time.instant().getEpochSecond();
        return !pk.equals(Keys.SIGNING_KEYS) && !pk.equals(Keys.SCHEMA.pk()) && !isExpired;
    }

    private static void line(BufferedWriter out, Object json) throws IOException {
        out.write(Json.write(json));
        out.newLine();
    }

    /// How many items it read. Reads the whole file before it writes anything, and writes only into a table that holds
    /// nothing yet.
    public long importFrom(Path file) throws IOException {
        long expected = check(file);
        refuseOther(file);
        List<Map<String, AttributeValue>> batch = new ArrayList<>();
        try (var in = open(file)) {
            in.readLine();
            for (long i = 0; i < expected; i++) {
                batch.add(ItemJson.read(json(in.readLine())));
                if (batch.size() == ITEMS_AT_ONCE) {
                    write(batch);
                    batch.clear();
                }
            }
        }
        write(batch);
        return expected;
    }

    private static long check(Path file) throws IOException {
        try (var in = open(file)) {
            var head = json(in.readLine());
            if (!head.path("format").asText().equals(FORMAT)
                    || head.path("schema").asInt() != Table.SCHEMA_VERSION) {
                throw new BackupException(
                        file + " is no backup, or one of another version of Code Run.");
            }
            long count = 0;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var json = json(line);
                if (json.has("items")) {
                    if (json.path("items").asLong() == count && in.readLine() == null) {
                        return count;
                    }
                    break;
                }
                ItemJson.read(json);
                count++;
            }
            throw new BackupException(file + " is not complete. Nothing was imported.");
        } catch (BadJsonException | EOFException | ZipException e) {
            throw new BackupException(file + " is no complete backup. Nothing was imported.");
        }
    }

    private void refuseOther(Path file) {
        var some =
                table.client()
                        .scan(scan -> scan.tableName(Table.NAME).limit(ITEMS_AT_ONCE))
                        .items();
        var people = some.stream().filter(this::belongs).findFirst();
        if (people.isPresent()) {
            throw new BackupException(
                    "There is something in the table already: import "
                            + file
                            + " into an empty one, such as a new --data folder.");
        }
    }

    private void write(List<Map<String, AttributeValue>> items) {
        var requests =
                items.stream()
                        .map(
                                item ->
                                        WriteRequest.builder()
                                                .putRequest(PutRequest.builder().item(item).build())
                                                .build())
                        .toList();
        Map<String, List<WriteRequest>> rest =
                requests.isEmpty() ? Map.of() : Map.of(Table.NAME, requests);
        while (!rest.isEmpty()) {
            var left = rest;
            rest =
                    table.client()
                            .batchWriteItem(write -> write.requestItems(left))
                            .unprocessedItems();
        }
    }

    private static JsonNode json(@Nullable String line) {
        if (line == null) {
            throw new BadJsonException("The file ends too early.");
        }
        return Json.read(line, JsonNode.class);
    }

    private static BufferedReader open(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
    }
}
