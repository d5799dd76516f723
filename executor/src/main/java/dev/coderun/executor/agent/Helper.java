package dev.coderun.executor.agent;

import dev.coderun.executor.Heap;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.Toolchain;
import java.util.List;
import java.util.Optional;

/// The helpers of a box, as far as the host knows: how many wait, and for which runs. Guarded by its box's lock.
final class Helper {
    /// That wait in a box at one time.
    static final int MAX_WAITING = 10;

    /// While a program runs others are started only if fewer wait, since they would slow it down.
    static final int FEW = 2;

    /// That start at one time while nothing runs; beside a program it is one.
    private static final int STARTING_AT_ONCE = 2;

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
    private int waiting; // Those too that are only starting.
    private int starting;
    private int wanted = 1;

    private Helper(Kind kind, List<String> command, Toolchain toolchain) {
        this.kind = kind;
        this.command = command;
        this.toolchain = toolchain;
    }

    /// The one that programs of this toolchain start with.
    ///
    /// @param memoryBytes what a program in its box may use, since its heap is as large from the start
    static Optional<Helper> forRuns(Toolchain toolchain, long memoryBytes) {
        var helpers = toolchain.helpers();
        return of(Kind.PARKED, helpers.parked(), toolchain, memoryBytes)
                .or(() -> of(Kind.FORKED, helpers.forkedFrom(), toolchain, memoryBytes));
    }

    static Optional<Helper> forBuilds(Toolchain toolchain, long memoryBytes) {
        return of(Kind.COMPILER, toolchain.helpers().compiler(), toolchain, memoryBytes);
    }

    private static Optional<Helper> of(
            Kind kind, Optional<List<String>> command, Toolchain toolchain, long memoryBytes) {
        return command.map(words -> new Helper(kind, Heap.filledIn(words, memoryBytes), toolchain));
    }

    /// So many runs are expected to follow each other.
    void expectRuns(int count) {
        wanted = kind == Kind.PARKED ? Math.clamp(count, 1, MAX_WAITING) : 1;
    }

    /// What has to be sent between two runs so that one waits for a run with streams like these; empty if one does.
    Optional<byte[]> park(RunInput input) {
        var streams = streamsOf(input);
        if (waitingWith != streams) {
            waiting = 0;
            starting = 0;
        }
        waitingWith = streams;
        return waiting > 0 ? Optional.empty() : Optional.of(parkOne(input));
    }

    /// What has to be sent so that one more waits like the others, if one is wanted and few enough are starting already.
    Optional<byte[]> parkAnother(boolean running) {
        boolean enough = waiting >= (running ? Math.min(FEW, wanted - 1) : wanted);
        boolean busy = starting >= (running ? 1 : STARTING_AT_ONCE);
        return enough || busy || waitingWith != Streams.PIPES
                ? Optional.empty()
                : Optional.of(parkOne(RunInput.none()));
    }

    private byte[] parkOne(RunInput input) {
        waiting++;
        starting++;
        boolean terminal = waitingWith == Streams.TERMINAL;
        var environment = Commands.environment(toolchain, terminal);
        return AgentCommand.park(kind, command, environment, input);
    }

    /// One is ready.
    void parked() {
        starting = Math.max(0, starting - 1);
    }

    /// Whether one can do this run; if so, that one waits no longer.
    boolean takeRun(Commands commands, RunInput input) {
        boolean terminal = input instanceof RunInput.Terminal;
        boolean takes =
                isFor(input)
                        && commands.areUsual()
                        && commands.toolchain().run().equals(toolchain.run())
                        && commands.runEnvironment(terminal)
                                .equals(Commands.environment(toolchain, terminal));
        if (takes) {
            leaveOne();
        }
        return takes;
    }

    /// What it has to be told to do this build, if it can. A compiler goes on waiting, one that becomes a program does not.
    Optional<List<String>> takeBuild(Commands commands, RunInput input) {
        if (kind == Kind.COMPILER) {
            return Optional.of(commands.buildOrder())
                    .filter(
                            _ ->
                                    waiting > 0
                                            && commands.buildIsUsual()
                                            && commands.toolchain().equals(toolchain));
        }
        var order =
                isFor(input)
                        ? commands.buildAsRun(toolchain.run())
                        : Optional.<List<String>>empty();
        order.ifPresent(_ -> leaveOne());
        return order;
    }

    /// Whether one waits that can become a program with this input.
    private boolean isFor(RunInput input) {
        return kind != Kind.COMPILER && waiting > 0 && waitingWith == streamsOf(input);
    }

    private void leaveOne() {
        waiting--;
        starting = Math.min(starting, waiting);
    }

    boolean stays() {
        return kind == Kind.COMPILER;
    }

    boolean isWaiting() {
        return waiting > 0;
    }

    /// They have been sent away, and are waited for no more.
    void leave() {
        waitingWith = Streams.NONE;
        waiting = 0;
        starting = 0;
        wanted = 1;
    }

    private Streams streamsOf(RunInput input) {
        return input instanceof RunInput.Terminal && kind != Kind.COMPILER
                ? Streams.TERMINAL
                : Streams.PIPES;
    }
}
