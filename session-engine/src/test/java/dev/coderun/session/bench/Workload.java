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
import org.jspecify.annotations.Nullable;

/// What the subjects work on, as yjs wrote it: `e2e/bench/documents/workloads.mjs` names the files. Each is read when it is
/// first asked for, so that a process that only loads a document has not warmed up on anything else.
final class Workload {
    /// The client id that sequential workloads are typed with.
    static final long TYPIST = 1_000_000_007;

    /// The name of the one text.
    static final String ROOT = "text";

    /// One edit at a position in UTF-16 units.
    record Edit(int position, int deleted, String inserted) {}

    private final Path folder;
    private @Nullable List<Edit> edits;
    private @Nullable List<byte[]> updates;
    private byte @Nullable [] state;
    private @Nullable String text;

    Workload(Path folder) {
        this.folder = folder;
    }

    /// What the typist typed, if the workload is one person's.
    List<Edit> edits() {
        List<Edit> held = edits;
        if (held == null) {
            held = List.copyOf(edits(ByteBuffer.wrap(bytes(folder.resolve("edits.bin")))));
            edits = held;
        }
        return held;
    }

    /// The v1 updates in order.
    List<byte[]> updates() {
        List<byte[]> held = updates;
        if (held == null) {
            held = List.copyOf(updates(ByteBuffer.wrap(bytes(folder.resolve("updates.bin")))));
            updates = held;
        }
        return held;
    }

    /// The document that has applied the updates one by one.
    byte[] state() {
        byte[] held = state;
        if (held == null) {
            held = bytes(folder.resolve("state.bin"));
            state = held;
        }
        return held;
    }

    /// Its text, empty if the workload is not about text.
    String text() {
        String held = text;
        if (held == null) {
            held = new String(bytes(folder.resolve("text.txt")), StandardCharsets.UTF_8);
            text = held;
        }
        return held;
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
        if (!actual.equals(text())) {
            throw new WrongResultException(
                    "the text is wrong: %d units instead of %d, or others"
                            .formatted(actual.length(), text().length()));
        }
    }

    void expectState(byte[] actual) {
        expect(state(), actual, "the state");
    }

    void expectUpdates(List<byte[]> actual) {
        List<byte[]> expected = updates();
        if (actual.size() != expected.size()) {
            throw new WrongResultException(
                    "%d updates instead of %d".formatted(actual.size(), expected.size()));
        }
        for (int i = 0; i < actual.size(); i++) {
            expect(expected.get(i), actual.get(i), "update " + i);
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
