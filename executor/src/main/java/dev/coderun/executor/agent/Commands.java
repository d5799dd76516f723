package dev.coderun.executor.agent;

import dev.coderun.executor.Program;
import dev.coderun.executor.Toolchain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a program's run asks of the box: the build if there is one, the run, and their environment.
final class Commands {
    /// All that a program sees of an environment, besides its language's variables and its own.
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "PATH", "/usr/local/bin:/usr/bin:/bin",
                    "HOME", Toolchain.CODE_FOLDER,
                    "LANG", "C.UTF-8");

    private final Optional<List<String>> build;
    private final List<String> run;
    private final Map<String, String> buildEnvironment;
    private final Map<String, String> runEnvironment;
    private final BuildKey key;

    Commands(Program program, Toolchain toolchain, Collection<String> paths, BuildKey key) {
        build =
                toolchain
                        .buildCommand(program.entry(), paths)
                        .map(command -> program.archive().map(Commands::unpack).orElse(command));
        run = new ArrayList<>(program.launcher());
        run.addAll(toolchain.runCommand(program.entry(), paths, program.arguments()));
        buildEnvironment = new HashMap<>(ENVIRONMENT);
        buildEnvironment.putAll(toolchain.environment());
        runEnvironment = new HashMap<>(buildEnvironment);
        runEnvironment.putAll(program.environment());
        this.key = key;
    }

    private static List<String> unpack(String archive) {
        return List.of(
                "/bin/tar",
                "-x",
                "-f",
                "./" + archive,
                "-C",
                Toolchain.OUT_FOLDER,
                "--no-same-owner");
    }

    Optional<List<String>> build() {
        return build;
    }

    List<String> run() {
        return run;
    }

    Map<String, String> buildEnvironment() {
        return buildEnvironment;
    }

    /// A program with a terminal is told which kind, so that it dares to use colours.
    Map<String, String> runEnvironment(boolean terminal) {
        var environment = new HashMap<>(runEnvironment);
        if (terminal) {
            environment.putIfAbsent("TERM", "xterm-256color");
        }
        return environment;
    }

    BuildKey key() {
        return key;
    }
}
