package dev.coderun.executor.unittests;

import dev.coderun.executor.Language;
import dev.coderun.executor.Limits;
import dev.coderun.executor.Program;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a round shall run.
///
/// @param program whose language runs the tests; its entry and arguments matter to its build alone
/// @param files all of the program's, by path; which of them hold tests is found out
/// @param first ids of tests, and files with tests: these are run before the rest, the first of them first
/// @param only ids of the tests to run; empty for all
/// @param each how long one test may take
/// @param limits for all of them together
public record UnitTestPlan(
        Program program,
        Map<String, byte[]> files,
        List<String> first,
        List<String> only,
        Duration each,
        Limits limits) {
    /// What a test gets, while somebody types.
    public static final Duration EACH = Duration.ofSeconds(2);

    public UnitTestPlan {
        files = Map.copyOf(files);
        first = List.copyOf(first);
        only = List.copyOf(only);
    }

    /// Every test in the files.
    public UnitTestPlan(Program program, Map<String, byte[]> files, Limits limits) {
        this(program, files, List.of(), List.of(), EACH, limits);
    }

    /// The files that seem to hold unit tests; empty where a round would find nothing.
    public static List<String> filesWithTests(Language language, Map<String, byte[]> files) {
        return language.toolchain().tests().map(tools -> tools.filesIn(files)).orElse(List.of());
    }
}
