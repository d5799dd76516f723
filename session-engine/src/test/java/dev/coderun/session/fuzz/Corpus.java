package dev.coderun.session.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Inputs that reach every part of what is fuzzed, smallest first: a line of hexadecimal each, in the tests' resources.
record Corpus(Path file) {
    private static final Path FOLDER = Path.of("src/test/resources/dev/coderun/session/fuzz");

    static Corpus of(Class<?> target) {
        return new Corpus(FOLDER.resolve(target.getSimpleName() + ".txt"));
    }

    List<byte[]> inputs() {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(HexFormat.of()::parseHex).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes each input into a file of its own, as the fuzzer wants them.
    void unpack(Path folder) {
        List<byte[]> inputs = inputs();
        try {
            Files.createDirectories(folder);
            for (int i = 0; i < inputs.size(); i++) {
                Files.write(folder.resolve("input-" + i), inputs.get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes the folder's files for the corpus.
    void pack(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            Files.write(
                    file,
                    files.map(Corpus::hex)
                            .sorted(
                                    (one, other) ->
                                            one.length() != other.length()
                                                    ? Integer.compare(one.length(), other.length())
                                                    : one.compareTo(other))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hex(Path file) {
        try {
            return HexFormat.of().formatHex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
