package dev.coderun.executor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What to run: a language, the file it begins with, and what it is given. The rest of the environment is an allow-list.
///
/// @param archive a tar file among the box's files that is unpacked instead of building: what another box has built
/// @param launcher words before the language's own command, which a program of the caller's can start so
/// @param tests what is to be run in place of the entry: the unit tests in the files
public record Program(
        Language language,
        String entry,
        List<String> arguments,
        Map<String, String> environment,
        Effort effort,
        Optional<String> archive,
        List<String> launcher,
        Optional<TestOrder> tests) {
    public static final int MAX_ARGUMENT_BYTES = 64 * 1024;

    public Program {
        WorkPath.checked(entry);
        archive.ifPresent(WorkPath::checked);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        launcher = List.copyOf(launcher);
        if (!launcher.isEmpty() && !launcher.getFirst().startsWith("/")) {
            throw new IllegalArgumentException("A launcher begins with an absolute path.");
        }
        long bytes = 0;
        for (var argument : arguments) {
            bytes += withoutNul(argument).length();
        }
        for (var variable : environment.entrySet()) {
            if (!variable.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException(
                        "An environment variable's name must be letters, digits and underscores.");
            }
            bytes += variable.getKey().length() + withoutNul(variable.getValue()).length();
        }
        if (bytes > MAX_ARGUMENT_BYTES) {
            throw new IllegalArgumentException(
                    "Arguments and environment are longer than " + MAX_ARGUMENT_BYTES + " bytes.");
        }
    }

    /// A program whose output a person waits for, as its language builds and starts it.
    public Program(
            Language language,
            String entry,
            List<String> arguments,
            Map<String, String> environment) {
        this(
                language,
                entry,
                arguments,
                environment,
                Effort.RUN,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    public Program with(Effort other) {
        return new Program(
                language, entry, arguments, environment, other, archive, launcher, tests);
    }

    /// The same files, but the unit tests in them are run.
    public Program testing(TestOrder order) {
        return new Program(
                language,
                entry,
                arguments,
                environment,
                effort,
                archive,
                launcher,
                Optional.of(order));
    }

    /// The same, but what its build makes is unpacked from this file.
    public Program unpackedFrom(String tarFile) {
        return new Program(
                language,
                entry,
                arguments,
                environment,
                effort,
                Optional.of(tarFile),
                launcher,
                tests);
    }

    /// The same, but started by these words, to which its language's command is appended.
    public Program launchedBy(List<String> words) {
        return new Program(language, entry, arguments, environment, effort, archive, words, tests);
    }

    private static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "Arguments and environment must not contain NUL characters.");
        }
        return text;
    }
}
