package dev.coderun.executor.agent;

import dev.coderun.executor.Limits;
import dev.coderun.executor.Program;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.TestOrder;
import dev.coderun.executor.Toolchain;
import java.util.ArrayList;
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

    private final Program program;
    private final Toolchain toolchain;
    private final Toolchain used; // The same, or as it is for tests.
    private final Map<String, byte[]> files;
    private final BuildKey key;

    Commands(Program program, Toolchain toolchain, Map<String, byte[]> files) {
        this.program = program;
        this.toolchain = toolchain;
        this.files = files;
        used = program.tests().isPresent() ? toolchain.forTests() : toolchain;
        key = BuildKey.of(program, used, files);
    }

    Program program() {
        return program;
    }

    Toolchain toolchain() {
        return toolchain;
    }

    /// Those that the program consists of, for a build elsewhere.
    Map<String, byte[]> files() {
        return files;
    }

    BuildKey key() {
        return key;
    }

    Optional<List<String>> build() {
        return used.buildCommand(program.entry(), files)
                .map(command -> program.archive().map(Commands::unpack).orElse(command));
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

    /// Whether it is built and run as its language says, and so by a helper too.
    boolean areUsual() {
        return program.archive().isEmpty() && program.launcher().isEmpty();
    }

    boolean buildIsUsual() {
        return areUsual() && used.build().equals(toolchain.build());
    }

    private boolean areTests() {
        return program.tests().isPresent();
    }

    /// What a compiler that stays is told in place of the command.
    List<String> buildOrder() {
        var order = new ArrayList<>(List.of(program.entry()));
        order.addAll(used.sources(program.entry(), files));
        return order;
    }

    /// What a process that waits for a run is told in place of the build, if that is another program run by the same
    /// command: its path, and its arguments.
    Optional<List<String>> buildAsRun(List<String> runTemplate) {
        int entry = runTemplate.size() - 1;
        return build().filter(
                        command ->
                                runTemplate.getLast().equals("{entry}")
                                        && command.size() > entry
                                        && command.get(entry).startsWith("/")
                                        && command.subList(0, entry)
                                                .equals(runTemplate.subList(0, entry)))
                .map(command -> command.subList(entry, command.size()));
    }

    private List<String> run(Limits limits) {
        var run = new ArrayList<>(program.launcher());
        run.addAll(
                used.runCommand(program.entry(), files, program.arguments(), limits.memoryBytes()));
        return run;
    }

    /// What a process that waits for the run, or a runner of tests, is told.
    List<String> runOrder() {
        return program.tests().map(this::testOrder).orElseGet(this::programOrder);
    }

    private List<String> programOrder() {
        var order = new ArrayList<>(List.of(program.entry()));
        order.addAll(program.arguments());
        return order;
    }

    /// The first word is empty, as no entry is.
    private List<String> testOrder(TestOrder tests) {
        var paths = toolchain.tests().map(tools -> tools.filesIn(files)).orElse(List.of());
        var order = new ArrayList<String>();
        order.add("");
        order.add(tests.key());
        order.add(String.valueOf(tests.each().toMillis()));
        order.add(String.valueOf(paths.size()));
        order.addAll(paths);
        order.add(String.valueOf(tests.first().size()));
        order.addAll(tests.first());
        order.addAll(tests.only());
        return order;
    }

    /// The frame that begins its build. It reads nothing, but has a terminal if the run shall have one.
    ///
    /// @param helpersOrder what a compiler that stays is told, if one shall do it
    byte[] buildFrame(
            int run,
            List<String> command,
            Optional<List<String>> helpersOrder,
            RunInput input,
            Limits limits) {
        var compilerInput = input instanceof RunInput.Terminal ? input : RunInput.none();
        var environment = environment(toolchain, false);
        return AgentCommand.build(run, command, helpersOrder, environment, compilerInput, limits);
    }

    /// The frame that begins its run.
    ///
    /// @param helpersOrder what a helper is told, if one shall do it
    byte[] runFrame(int run, Optional<List<String>> helpersOrder, RunInput input, Limits limits) {
        var environment = runEnvironment(input instanceof RunInput.Terminal);
        if (!areTests()) {
            return AgentCommand.run(run, run(limits), helpersOrder, environment, input, limits);
        }
        boolean byHelper = helpersOrder.isPresent();
        return AgentCommand.tests(
                run, run(limits), byHelper, runOrder(), environment, input, limits);
    }

    Map<String, String> runEnvironment(boolean terminal) {
        var environment = environment(toolchain, terminal);
        environment.putAll(program.environment());
        return environment;
    }

    /// That of a program which wishes for nothing more. With a terminal it is told which kind, so that it dares to use
    /// colours.
    static Map<String, String> environment(Toolchain toolchain, boolean terminal) {
        var environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(toolchain.environment());
        if (terminal) {
            environment.putIfAbsent("TERM", "xterm-256color");
        }
        return environment;
    }
}
