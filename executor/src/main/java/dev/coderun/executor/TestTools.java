package dev.coderun.executor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a language runs the unit tests in a program's files, which are found without being named. `executor/languages/README.md`
/// says what its runner reads and tells.
///
/// @param files found in the path of a file that may hold tests
/// @param text found in the text of a file that does
/// @param build in place of the language's own build, if tests are built in another way
/// @param run starts the runner
/// @param apart whether files with tests are no part of the program without them, which could not be built with them
public record TestTools(
        Pattern files,
        Pattern text,
        Optional<List<String>> build,
        List<String> run,
        boolean apart) {
    /// Tests further down in a file do not make it one with tests.
    public static final int MAX_READ_BYTES = 256 * 1024;

    public TestTools {
        build = build.map(List::copyOf);
        run = List.copyOf(run);
        if (run.isEmpty() || !run.getFirst().startsWith("/")) {
            throw new IllegalArgumentException("A command begins with an absolute path.");
        }
    }

    /// For a build in which they are a part of the program.
    TestTools together() {
        return new TestTools(files, text, build, run, false);
    }

    /// The paths of the files with tests, sorted.
    public List<String> filesIn(Map<String, byte[]> all) {
        return all.entrySet().stream()
                .filter(file -> files.matcher(file.getKey()).find())
                .filter(file -> text.matcher(beginning(file.getValue())).find())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static String beginning(byte[] file) {
        return new String(file, 0, Math.min(file.length, MAX_READ_BYTES), UTF_8);
    }
}
