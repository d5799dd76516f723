package dev.coderun.session.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the subjects work on, as yjs wrote it: `e2e/bench/documents/workloads.mjs` names the files.
///
/// @param edits what the typist typed, if the workload is one person's
/// @param updates the v1 updates in order
/// @param state the document that has applied them one by one
/// @param text its text, empty if the workload is not about text
@SuppressWarnings("ArrayRecordComponent") // never compared, and shared with whoever measures
record Workload(List<Edit> edits, List<byte[]> updates, byte[] state, String text) {
    /// The client id that sequential workloads are typed with.
    static final long TYPIST = 1_000_000_007;

    /// The name of the one text.
    static final String ROOT = "text";

    /// One edit at a position in UTF-16 units.
    record Edit(int position, int deleted, String inserted) {}

    Workload {
        edits = List.copyOf(edits);
        updates = List.copyOf(updates);
    }

    static Workload read(Path folder) {
        return new Workload(
                edits(ByteBuffer.wrap(bytes(folder.resolve("edits.bin")))),
                updates(ByteBuffer.wrap(bytes(folder.resolve("updates.bin")))),
                bytes(folder.resolve("state.bin")),
                new String(bytes(folder.resolve("text.txt")), StandardCharsets.UTF_8));
    }

    private static List<Edit> edits(ByteBuffer bytes) {
        List<Edit> edits = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int position = bytes.getInt();
            int deleted = bytes.getInt();
            char[] inserted = new char[bytes.getInt()];
            for (int i = 0; i < inserted.length; i++) {
                inserted[i] = bytes.getChar();
            }
            edits.add(new Edit(position, deleted, new String(inserted)));
        }
        return edits;
    }

    private static List<byte[]> updates(ByteBuffer bytes) {
        List<byte[]> updates = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] update = new byte[bytes.getInt()];
            bytes.get(update);
            updates.add(update);
        }
        return updates;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void expectText(String actual) {
        if (!actual.equals(text)) {
            throw new WrongResultException(
                    "the text is wrong: %d units instead of %d, or others"
                            .formatted(actual.length(), text.length()));
        }
    }

    void expectState(byte[] actual) {
        expect(state, actual, "the state");
    }

    void expectUpdates(List<byte[]> actual) {
        if (actual.size() != updates.size()) {
            throw new WrongResultException(
                    "%d updates instead of %d".formatted(actual.size(), updates.size()));
        }
        for (int i = 0; i < actual.size(); i++) {
            expect(updates.get(i), actual.get(i), "update " + i);
        }
    }

    private static void expect(byte[] expected, byte[] actual, String what) {
        if (!Arrays.equals(expected, actual)) {
            throw new WrongResultException(
                    "%s differs from yjs's at byte %d: %d bytes instead of %d"
                            .formatted(
                                    what,
                                    Arrays.mismatch(expected, actual),
                                    actual.length,
                                    expected.length));
        }
    }
}
