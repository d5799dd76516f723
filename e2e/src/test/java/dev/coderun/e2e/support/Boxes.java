package dev.coderun.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/// The containers that servers have made, as the engine tells of them.
public final class Boxes {
    private static final String LABEL = "dev.coderun.owner";

    private Boxes() {}

    /// The ids of all boxes of all servers.
    public static Set<String> all() {
        return list("label=" + LABEL);
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
