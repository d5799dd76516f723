package dev.coderun.executor.agent;

import dev.coderun.executor.Built;
import dev.coderun.executor.Channel;
import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.Limits;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunningProgram;
import dev.coderun.executor.Stage;
import dev.coderun.executor.Usage;
import dev.coderun.executor.agent.AgentEvent.Done;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// One run: its build if one is needed, then the program, as frames to the agent and events from it.
final class AgentRun implements RunningProgram {
    /// What the agent gets on top of a limit, or of a stop, before the guest is removed by force.
    static final Duration GRACE = Duration.ofMillis(300);

    /// How long a box may take to begin: its helper may just be starting.
    private static final Duration STARTING = Duration.ofSeconds(10);

    /// How long a compiler that stays may go on with what nobody wants any more: to start another takes longer.
    static final Duration LET_FINISH = Duration.ofSeconds(2);

    /// How long a box may take to be clean after a run.
    private static final Duration CLEANING = Duration.ofSeconds(10);

    enum Task {
        RUN,
        BUILD
    }

    private enum State {
        WAITING,
        COMPILING,
        COMPILING_ELSEWHERE,
        COMPILED, // The build is done, its traces are being removed.
        RUNNING,
        ENDED
    }

    private final AgentBox box;
    private final Task task;
    private final Commands commands;
    private final Diagnosis diagnosis;
    private final RunInput input;
    private final Limits limits;
    private final OutputSink sink;
    private final CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();

    // All guarded by `this`.
    private State state = State.WAITING;
    private int id;
    private boolean stopped;
    private @Nullable AgentRun elsewhere; // The build in the compiler's box.
    private final MadeFiles made = new MadeFiles();
    private boolean byHelper; // The build is done by a compiler that stays.
    private long startedNanos;
    private final StdinQueue stdin = new StdinQueue();

    private final Watchdog watchdog;

    AgentRun(
            AgentBox box,
            Task task,
            Commands commands,
            Diagnosis diagnosis,
            RunInput input,
            Limits limits,
            OutputSink sink) {
        this.box = box;
        this.task = task;
        this.commands = commands;
        this.diagnosis = diagnosis;
        this.input = input;
        this.limits = limits;
        this.sink = sink;
        watchdog = new Watchdog(box);
        if (input instanceof RunInput.Pipes(byte[] bytes, boolean open)) {
            stdin.add(bytes);
            if (!open) {
                stdin.end();
            }
        }
    }

    // ---- stages ----

    void begin() {
        if (isEnded()) { // Stopped while it waited for its turn.
            box.released(this);
            return;
        }
        var build = commands.build();
        if (build.isPresent() && box.hasBuilt(commands.key())) {
            tell(box.builtDiagnostics());
            run();
        } else if (build.isEmpty()) {
            run();
        } else if (!compileElsewhere()) {
            compile(build.get());
        }
    }

    /// By the session's compiler, if it has one.
    private boolean compileElsewhere() {
        var begun =
                box.compilers()
                        .filter(_ -> commands.buildIsUsual())
                        .flatMap(compilers -> compilers.build(commands, sink));
        if (begun.isEmpty()) {
            return false;
        }
        boolean late;
        synchronized (this) {
            late = stopped;
            if (state == State.WAITING) {
                state = State.COMPILING_ELSEWHERE;
            }
            elsewhere = begun.get();
        }
        if (late) {
            begun.get().stop();
        }
        var _ = begun.get().outcome().thenAccept(this::compiledElsewhere);
        return true;
    }

    private void compiledElsewhere(RunOutcome built) {
        if (isEnded()) {
            box.released(this);
        } else if (built instanceof RunOutcome.Exited && box.hasBuilt(commands.key())) {
            run();
        } else if (built instanceof RunOutcome.SandboxFailed && commands.build().isPresent()) {
            compile(commands.build().get()); // Its box is gone; ours can do it too.
        } else if (built instanceof RunOutcome.Exited) {
            end(
                    new RunOutcome.SandboxFailed(
                            "What the compiler made is too much to be kept.", built.usage()));
            box.released(this);
        } else {
            end(built);
            box.released(this);
        }
    }

    private void compile(List<String> command) {
        var compilerInput = input instanceof RunInput.Terminal ? input : RunInput.none();
        if (enter(State.COMPILING, box.buildLimits())) {
            sink.stage(Stage.COMPILING);
            var order = box.buildOrder(commands);
            synchronized (this) {
                byHelper = order.isPresent();
            }
            var frame =
                    AgentCommand.build(
                            id(),
                            command,
                            order,
                            commands.buildEnvironment(),
                            compilerInput,
                            box.buildLimits());
            box.send(frame, AgentCommand.stdinEnd(id()));
        }
    }

    private void run() {
        if (task == Task.BUILD) {
            end(new RunOutcome.Exited(0, Usage.NONE));
            box.released(this);
            return;
        }
        if (!enter(State.RUNNING, limits)) {
            box.released(this);
            return;
        }
        sink.stage(Stage.RUNNING);
        var order = box.runOrder(commands, input);
        synchronized (this) {
            var frames = new ArrayList<byte[]>();
            frames.add(runFrame(order));
            frames.addAll(stdin.frames(id));
            box.send(frames.toArray(byte[][]::new));
            if (stopped) {
                box.send(AgentCommand.stop(id));
            }
        }
        box.parkAnother();
    }

    private byte[] runFrame(Optional<List<String>> helpersOrder) {
        var environment = commands.runEnvironment(input instanceof RunInput.Terminal);
        var command = commands.run();
        if (!commands.areTests()) {
            return AgentCommand.run(id, command, helpersOrder, environment, input, limits);
        }
        boolean byHelper = helpersOrder.isPresent();
        return AgentCommand.tests(
                id, command, byHelper, commands.runOrder(), environment, input, limits);
    }

    RunInput input() {
        return input;
    }

    private synchronized boolean enter(State stage, Limits stageLimits) {
        if (state == State.ENDED) {
            return false;
        }
        state = stage;
        id = box.newRun();
        startedNanos = System.nanoTime();
        watchdog.watch(
                STARTING.plus(stageLimits.wall()), new Watchdog.Deadline.Limit(stageLimits.wall()));
        return true;
    }

    private synchronized int id() {
        return id;
    }

    // ---- the program's user ----

    @Override
    public synchronized boolean stdin(byte[] bytes) {
        if (state == State.ENDED) {
            return true;
        }
        boolean taken = stdin.add(bytes);
        feed();
        return taken;
    }

    @Override
    public synchronized void endStdin() {
        stdin.end();
        feed();
    }

    private synchronized void feed() {
        if (state == State.RUNNING) {
            box.send(stdin.frames(id).toArray(byte[][]::new));
        }
    }

    @Override
    public synchronized void resize(int columns, int rows) {
        var size = new RunInput.Terminal(columns, rows);
        if (state == State.RUNNING) {
            box.send(AgentCommand.resize(id, size.columns(), size.rows()));
        }
    }

    @Override
    public synchronized void signal(int number) {
        if (number < 1 || number > 31) {
            throw new IllegalArgumentException("A signal's number is 1 to 31.");
        }
        if (state == State.RUNNING || state == State.COMPILING) {
            box.send(AgentCommand.signal(id, number));
        }
    }

    @Override
    public void stop() {
        boolean atOnce = false;
        boolean goesOn = false;
        AgentRun build = null;
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
            switch (state) {
                case WAITING, COMPILED -> atOnce = true;
                case COMPILING_ELSEWHERE -> build = elsewhere;
                case COMPILING, RUNNING -> {
                    if (state == State.COMPILING && byHelper) {
                        goesOn = true;
                        watchdog.watch(LET_FINISH, new Watchdog.Deadline.Tidying());
                        break;
                    }
                    box.send(AgentCommand.stop(id));
                    watchdog.watch(GRACE, new Watchdog.Deadline.Tidying());
                }
                case ENDED -> {}
            }
        }
        if (build != null) {
            build.stop();
        }
        if (atOnce) {
            end(new RunOutcome.Cancelled(Usage.NONE));
        }
        if (goesOn) { // Whoever waits is told now; the box has its next turn when it is done.
            outcome.complete(new RunOutcome.Cancelled(Usage.NONE));
        }
    }

    @Override
    public RunOutcome await() throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new AssertionError("An outcome never completes exceptionally", e);
        }
    }

    @Override
    public CompletableFuture<RunOutcome> outcome() {
        return outcome.copy();
    }

    // ---- the agent ----

    void receive(AgentEvent event) {
        switch (event) {
            case AgentEvent.Output(int run, Channel channel, byte[] bytes) ->
                    output(run, channel, bytes);
            case AgentEvent.StdinTaken(int run, int bytes) -> stdinTaken(run, bytes);
            case Done done -> done(done);
            case AgentEvent.Clean(int run, boolean clean) -> clean(run, clean);
            case AgentEvent.Made(int run, Built.Piece piece) -> keep(run, piece);
            case AgentEvent.Events(int run, byte[] bytes) -> events(run, bytes);
            case AgentEvent.Started(int run, boolean _) -> started(run);
            case AgentEvent.Ready _, AgentEvent.Parked _, AgentEvent.Fault _ -> {}
        }
    }

    private synchronized void started(int run) {
        if (run == id && (state == State.COMPILING || state == State.RUNNING) && !stopped) {
            var wall = (state == State.COMPILING ? box.buildLimits() : limits).wall();
            watchdog.watch(wall.plus(GRACE), new Watchdog.Deadline.Limit(wall));
        }
    }

    private void output(int run, Channel channel, byte[] bytes) {
        State during;
        synchronized (this) {
            if (run != id || state == State.ENDED) {
                return;
            }
            during = state;
        }
        if (during == State.COMPILING) {
            diagnosis.compilerSays(bytes);
        } else if (channel != Channel.STDOUT) {
            diagnosis.programSays(bytes);
        }
        boolean compilerSpeaks = during == State.COMPILING && channel != Channel.TERMINAL;
        sink.output(compilerSpeaks ? Channel.STDERR : channel, bytes);
    }

    private void events(int run, byte[] bytes) {
        synchronized (this) {
            if (run != id || state != State.RUNNING) {
                return;
            }
        }
        sink.events(bytes);
    }

    private synchronized void stdinTaken(int run, int bytes) {
        if (run == id && state == State.RUNNING) {
            stdin.taken(bytes);
            feed();
        }
    }

    private synchronized void keep(int run, Built.Piece piece) {
        if (run == id && state == State.COMPILING) {
            made.add(piece);
        }
    }

    private void done(Done done) {
        boolean compiling;
        synchronized (this) {
            if (done.run() != id || (state != State.COMPILING && state != State.RUNNING)) {
                return;
            }
            compiling = state == State.COMPILING;
            watchdog.watch(CLEANING, new Watchdog.Deadline.Tidying());
        }
        if (done.ending().isLimit() || done.survivors()) {
            box.useUp();
        }
        tellWhatWasFound(done, compiling);
        if (!compiling) {
            end(done.outcome(limits));
        } else if (done.ending() != AgentEvent.Ending.EXITED) {
            end(done.outcome(box.buildLimits()));
        } else if (done.value() != 0) {
            end(new RunOutcome.CompileFailed(done.value(), done.usage()));
        } else {
            built(done.usage());
        }
    }

    private void built(Usage usage) {
        synchronized (this) {
            var found = diagnosis.ofBuild();
            box.noteBuilt(commands.key(), made.built(found), found);
            if (!stopped && task == Task.RUN) {
                state = State.COMPILED;
                return;
            }
        }
        end(stopped ? new RunOutcome.Cancelled(usage) : new RunOutcome.Exited(0, usage));
    }

    private void tellWhatWasFound(Done done, boolean compiling) {
        if (compiling) {
            tell(diagnosis.ofBuild());
        } else if (done.ending() == AgentEvent.Ending.EXITED && done.value() != 0) {
            var ofRun = diagnosis.ofRun();
            if (!ofRun.isEmpty()) {
                var all =
                        new ArrayList<>(
                                commands.build().isPresent() ? box.builtDiagnostics() : List.of());
                all.addAll(ofRun);
                tell(all);
            }
        }
    }

    private void tell(List<Diagnostic> found) {
        if (!found.isEmpty()) {
            sink.diagnostics(found);
        }
    }

    private void clean(int run, boolean clean) {
        boolean goesOn;
        synchronized (this) {
            if (run != id) {
                return;
            }
            watchdog.rest();
            goesOn = state == State.COMPILED;
        }
        if (!clean) {
            box.useUp();
        }
        if (!goesOn) {
            box.released(this);
        } else if (box.reusable()) {
            run();
        } else {
            end(new RunOutcome.SandboxFailed("The box was not clean after the build.", Usage.NONE));
            box.released(this);
        }
    }

    synchronized boolean isEnded() {
        return state == State.ENDED;
    }

    // ---- the end ----

    void guestEnded(String reason) {
        synchronized (this) {
            watchdog.rest();
        }
        end(endingWithoutGuest(reason));
    }

    private synchronized RunOutcome endingWithoutGuest(String reason) {
        var used =
                state == State.WAITING
                        ? Usage.NONE
                        : new Usage(
                                Duration.ofNanos(System.nanoTime() - startedNanos),
                                Duration.ZERO,
                                0);
        if (stopped) {
            return new RunOutcome.Cancelled(used);
        }
        return watchdog.missed() instanceof Watchdog.Deadline.Limit(Duration limit)
                ? new RunOutcome.TimedOut(RunOutcome.Clock.WALL, limit, used)
                : new RunOutcome.SandboxFailed(reason, used);
    }

    /// The first end counts. Never called under the lock: others wait for the outcome.
    private void end(RunOutcome ending) {
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            state = State.ENDED;
        }
        outcome.complete(ending);
    }
}
