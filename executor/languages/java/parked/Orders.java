package dev.coderun.parked;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Reads the one order. See `../README.md`.
final class Orders {
    private static final Path ORDERS = Path.of("/proc/self/fd/3");

    private Orders() {}

    /// Empty if none will ever come.
    static List<String> read() throws IOException {
        try (var orders = new DataInputStream(new FileInputStream(ORDERS.toFile()))) {
            var bytes = new byte[orders.readInt()];
            orders.readFully(bytes);
            var words = List.of(new String(bytes, StandardCharsets.UTF_8).split("\0", -1));
            // Each word ends with a NUL, so there is nothing behind the last one.
            return words.subList(0, words.size() - 1);
        } catch (EOFException e) {
            return List.of();
        }
    }
}
