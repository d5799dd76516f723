package dev.coderun.executor.agent;

import dev.coderun.executor.RunInput;
import dev.coderun.executor.Toolchain;
import java.util.List;
import java.util.Optional;

/// The helper of a box, as far as the host knows: whether one waits, and for which runs. Guarded by its box's lock.
final class Helper {
    enum Kind {
        /// Becomes the program of one run.
        PARKED,
        /// The same, forked from a warm interpreter.
        FORKED,
        /// Compiles, and stays.
        COMPILER
    }

    private enum Streams {
        NONE,
        PIPES,
        TERMINAL
    }

    private final Kind kind;
    private final List<String> command;
    private final Toolchain toolchain;
    private Streams waitingWith = Streams.NONE;

    private Helper(Kind kind, List<String> command, Toolchain toolchain) {
        this.kind = kind;
        this.command = command;
        this.toolchain = toolchain;
    }

    /// The one that programs of this toolchain start with.
    static Optional<Helper> forRuns(Toolchain toolchain) {
        var helpers = toolchain.helpers();
        return helpers.parked()
                .map(command -> new Helper(Kind.PARKED, command, toolchain))
                .or(
                        () ->
                                helpers.forkedFrom()
                                        .map(
                                                command ->
                                                        new Helper(
                                                                Kind.FORKED, command, toolchain)));
    }

    static Optional<Helper> forBuilds(Toolchain toolchain) {
        return toolchain
                .helpers()
                .compiler()
                .map(command -> new Helper(Kind.COMPILER, command, toolchain));
    }

    /// What has to be sent so that one waits for a run with streams like these; empty if one does.
    Optional<byte[]> park(RunInput input) {
        var wanted = streamsOf(input);
        if (waitingWith == wanted) {
            return Optional.empty();
        }
        waitingWith = wanted;
        boolean terminal = wanted == Streams.TERMINAL;
        var environment = Commands.environment(toolchain, terminal);
        return Optional.of(AgentCommand.park(kind, command, environment, input));
    }

    /// Whether it can do this run; if so, it waits no longer.
    boolean takeRun(Commands commands, RunInput input) {
        boolean terminal = input instanceof RunInput.Terminal;
        boolean takes =
                kind != Kind.COMPILER
                        && waitingWith == streamsOf(input)
                        && commands.areUsual()
                        && commands.toolchain().run().equals(toolchain.run())
                        && commands.runEnvironment(terminal)
                                .equals(Commands.environment(toolchain, terminal));
        if (takes) {
            waitingWith = Streams.NONE;
        }
        return takes;
    }

    /// Whether it can do this build. It goes on waiting.
    boolean takesBuild(Commands commands) {
        return kind == Kind.COMPILER
                && waitingWith != Streams.NONE
                && commands.buildIsUsual()
                && commands.toolchain().equals(toolchain);
    }

    boolean isWaiting() {
        return waitingWith != Streams.NONE;
    }

    /// It has been sent away.
    void leave() {
        waitingWith = Streams.NONE;
    }

    private Streams streamsOf(RunInput input) {
        return input instanceof RunInput.Terminal && kind != Kind.COMPILER
                ? Streams.TERMINAL
                : Streams.PIPES;
    }
}
