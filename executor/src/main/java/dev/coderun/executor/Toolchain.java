package dev.coderun.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The commands of a language inside its box, as argument lists, never as shell text. `{entry}` inside an argument
/// stands for the program's entry file, an argument `{sources}` for every file with one of the language's suffixes, and
/// `{tests}` for every file with unit tests; in a run's, `{heapMiB}` for what [Heap] gives it.
///
/// A build runs in a folder with the program's files and leaves what it makes in [#OUT_FOLDER]; the run finds that,
/// read-only, in [#BUILT_FOLDER].
///
/// @param uses what a person reads about it: the compiler, its version, its flags
/// @param tests how unit tests in the files are run, if the language has a way
/// @param outOfMemorySignal what ends a program whose runtime finds no more memory for it, which is then no crash
/// @param variants what stands in for it where more, or less, time may be taken
public record Toolchain(
        Optional<List<String>> build,
        List<String> run,
        List<String> sourceSuffixes,
        Map<String, String> environment,
        Helpers helpers,
        String uses,
        Optional<TestTools> tests,
        OptionalInt outOfMemorySignal,
        Map<Effort, Toolchain> variants) {
    /// A program's working folder.
    public static final String CODE_FOLDER = "/work/code";

    public static final String OUT_FOLDER = "/work/out";
    public static final String BUILT_FOLDER = "/work/built";

    public Toolchain {
        build = build.map(List::copyOf);
        run = List.copyOf(run);
        sourceSuffixes = List.copyOf(sourceSuffixes);
        environment = Map.copyOf(environment);
        variants = Map.copyOf(variants);
        if (run.isEmpty() || !run.getFirst().startsWith("/")) {
            throw new IllegalArgumentException("A command begins with an absolute path.");
        }
    }

    public Toolchain(
            Optional<List<String>> build,
            List<String> run,
            List<String> sourceSuffixes,
            Map<String, String> environment) {
        this(
                build,
                run,
                sourceSuffixes,
                environment,
                Helpers.NONE,
                "",
                Optional.empty(),
                OptionalInt.empty(),
                Map.of());
    }

    /// Whether a build by this effort is another than the usual.
    public boolean hasOwn(Effort effort) {
        return variants.containsKey(effort);
    }

    public Toolchain at(Effort effort) {
        return variants.getOrDefault(effort, this);
    }

    /// As it is for a run of tests: built and started by their tools. Throws `IllegalArgumentException` if it has none.
    public Toolchain forTests() {
        var tools =
                tests.orElseThrow(
                        () -> new IllegalArgumentException("The language has no unit tests."));
        return new Toolchain(
                tools.build().or(() -> build),
                tools.run(),
                sourceSuffixes,
                environment,
                helpers,
                uses,
                Optional.of(tools.together()),
                outOfMemorySignal,
                variants);
    }

    public Optional<List<String>> buildCommand(String entry, Map<String, byte[]> files) {
        return build.map(command -> expanded(command, entry, files));
    }

    /// What starts a program that may use so much memory.
    public List<String> runCommand(
            String entry, Map<String, byte[]> files, List<String> arguments, long memoryBytes) {
        var command = expanded(Heap.filledIn(run, memoryBytes), entry, files);
        command.addAll(arguments);
        return command;
    }

    /// Those that the compiler is given, whatever else holds tests; the entry always is. "./" keeps a file named like an option from being one.
    public List<String> sources(String entry, Map<String, byte[]> files) {
        var apart =
                tests.filter(TestTools::apart).map(tools -> tools.filesIn(files)).orElse(List.of());
        return files.keySet().stream()
                .filter(path -> path.equals(entry) || !apart.contains(path))
                .filter(path -> sourceSuffixes.stream().anyMatch(path::endsWith))
                .sorted()
                .map(path -> "./" + path)
                .toList();
    }

    private List<String> expanded(List<String> template, String entry, Map<String, byte[]> files) {
        var command = new ArrayList<String>();
        for (var argument : template) {
            if (argument.equals("{sources}")) {
                command.addAll(sources(entry, files));
            } else if (argument.equals("{tests}")) {
                tests.ifPresent(
                        tools -> tools.filesIn(files).forEach(path -> command.add("./" + path)));
            } else {
                command.add(argument.replace("{entry}", entry));
            }
        }
        return command;
    }
}
