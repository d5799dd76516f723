package dev.coderun.session.crdt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// A document that yjs made, from the fixtures that `e2e/peers/make-fixtures.mjs` wrote.
@SuppressWarnings("ArrayRecordComponent") // fixtures, never compared
record YjsDocument(
        String name,
        List<byte[]> updates,
        byte[] wholeV1,
        byte[] wholeV2,
        byte[] stateVector,
        byte[] snapshot) {

    static List<YjsDocument> all() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        YjsDocument.class.getResourceAsStream("yjs-documents.txt")),
                                StandardCharsets.UTF_8))) {
            return lines.lines().map(YjsDocument::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static YjsDocument parse(String line) {
        String[] fields = line.split(" ", -1);
        List<byte[]> updates =
                fields[1].equals("-")
                        ? List.of()
                        : Arrays.stream(fields[1].split(",", -1)).map(YjsDocument::bytes).toList();
        return new YjsDocument(
                fields[0],
                updates,
                bytes(fields[2]),
                bytes(fields[3]),
                bytes(fields[4]),
                bytes(fields[5]));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /// All its updates in one document of ours.
    Doc replayed() {
        var doc = new Doc(1_000_000);
        updates.forEach(update -> doc.apply(Update.decodeV1(update)));
        return doc;
    }

    @Override
    public String toString() {
        return name;
    }
}
