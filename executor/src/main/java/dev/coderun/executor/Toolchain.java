package dev.coderun.executor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The commands of a language inside its box, as argument lists, never as shell text. `{entry}` inside an argument
/// stands for the program's entry file, and an argument `{sources}` for every file with one of the language's suffixes.
///
/// A build runs in a folder with the program's files and leaves what it makes in [#OUT_FOLDER]; the run finds that,
/// read-only, in [#BUILT_FOLDER].
///
/// @param uses what a person reads about it: the compiler, its version, its flags
/// @param variants what stands in for it where more, or less, time may be taken
public record Toolchain(
        Optional<List<String>> build,
        List<String> run,
        List<String> sourceSuffixes,
        Map<String, String> environment,
        Helpers helpers,
        String uses,
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
        this(build, run, sourceSuffixes, environment, Helpers.NONE, "", Map.of());
    }

    public Toolchain at(Effort effort) {
        return variants.getOrDefault(effort, this);
    }

    public Optional<List<String>> buildCommand(String entry, Collection<String> paths) {
        return build.map(command -> expanded(command, entry, paths));
    }

    public List<String> runCommand(String entry, Collection<String> paths, List<String> arguments) {
        var command = expanded(run, entry, paths);
        command.addAll(arguments);
        return command;
    }

    /// Those that the compiler is given. "./" keeps a file named like an option from being one.
    public List<String> sources(Collection<String> paths) {
        return paths.stream()
                .filter(path -> sourceSuffixes.stream().anyMatch(path::endsWith))
                .sorted()
                .map(path -> "./" + path)
                .toList();
    }

    private List<String> expanded(List<String> template, String entry, Collection<String> paths) {
        var command = new ArrayList<String>();
        for (var argument : template) {
            if (argument.equals("{sources}")) {
                command.addAll(sources(paths));
            } else {
                command.add(argument.replace("{entry}", entry));
            }
        }
        return command;
    }
}
