package dev.coderun.executor.unittests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Small programs with unit tests, the same in each language, in a folder for each. `green` passes, `red` expects that 3 is
/// 4, `liar` prints what runners print and fails, `exits` ends its process, `child` starts one that tries to tell something, `endless` never ends, `leaves` ends the process
/// before any test begins. In the file with the tests a line `@@ NAME` stands before each; lines that a test asks for end
/// with a mark.
final class TestedPrograms {
    private static final Path FOLDER = Path.of("src/test/resources/unit-tests");
    private static final String BEFORE_A_TEST = "@@ ";
    private static final String END = "end";

    private TestedPrograms() {}

    static List<String> languages() {
        try (var folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether a timeout says where the program was.
    static boolean sampleStacks(String id) {
        return List.of("python", "java").contains(id);
    }

    /// Whether its tests can be run in another order than they stand in their file.
    static boolean isOrderedByTest(String id) {
        return !List.of("javascript", "typescript").contains(id);
    }

    /// The program with these of its tests.
    static Map<String, String> files(String id, String... tests) {
        var wanted = Stream.concat(Arrays.stream(tests), Stream.of(END)).toList();
        var files = new TreeMap<String, String>();
        var folder = FOLDER.resolve(id);
        try (var paths = Files.walk(folder)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                var text = withTests(Files.readString(path), wanted::contains);
                files.put(folder.relativize(path).toString(), text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static String withTests(String text, Predicate<String> wanted) {
        var parts = text.split("(?m)^" + BEFORE_A_TEST, -1);
        return Stream.concat(
                        Stream.of(parts[0]),
                        Arrays.stream(parts)
                                .skip(1)
                                .filter(part -> wanted.test(part.lines().findFirst().orElse("")))
                                .map(part -> part.substring(part.indexOf('\n') + 1)))
                .collect(Collectors.joining());
    }

    /// The line with this mark.
    static Place placeOf(Map<String, String> files, String mark) {
        for (var file : files.entrySet()) {
            var lines = file.getValue().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).endsWith(mark)) {
                    return new Place(file.getKey(), i + 1);
                }
            }
        }
        throw new AssertionError("No line with " + mark);
    }
}
