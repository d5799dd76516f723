package dev.coderun.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/// The containers that servers have made, as the engine tells of them.
public final class Boxes {
    private static final String LABEL = "dev.coderun.owner";

    /// What a data folder calls itself, in a file of it.
    private static final String ID_FILE = "id";

    private Boxes() {}

    /// The ids of all boxes of the server with this data folder.
    public static Set<String> of(Path data) {
        try {
            return list("label=" + LABEL + "=" + Files.readString(data.resolve(ID_FILE)).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> list(String filter) {
        try {
            var process =
                    new ProcessBuilder(
                                    "docker",
                                    "ps",
                                    "--all",
                                    "--quiet",
                                    "--no-trunc",
                                    "--filter",
                                    filter)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            try (var lines = process.inputReader()) {
                return new TreeSet<>(lines.lines().toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
