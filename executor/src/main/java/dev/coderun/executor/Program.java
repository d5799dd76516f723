package dev.coderun.executor;

import java.util.List;
import java.util.Map;

/// What to run: a language, the file it begins with, and what it is given. The rest of the environment is an allow-list.
public record Program(
        Language language, String entry, List<String> arguments, Map<String, String> environment) {
    public static final int MAX_ARGUMENT_BYTES = 64 * 1024;

    public Program {
        WorkPath.checked(entry);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
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

    private static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "Arguments and environment must not contain NUL characters.");
        }
        return text;
    }
}
