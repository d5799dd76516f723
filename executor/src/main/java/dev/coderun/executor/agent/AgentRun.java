package dev.coderun.executor.agent;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One run: its build if one is needed, then the program, as frames to the agent and events from it.
final class AgentRun implements RunningProgram {
    /// What the agent gets on top of a limit, or of a stop, before the guest is removed by force.
    static final Duration GRACE = Duration.ofMillis(300);

    /// How long a box may take to be clean after a run.
    private static final Duration CLEANING = Duration.ofSeconds(3);

    private enum State {
        WAITING,
        COMPILING,
        COMPILED, // The build is done, its traces are being removed.
        RUNNING,
        ENDED
    }

    private final AgentBox box;
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
    private long startedNanos;
    private final StdinQueue stdin = new StdinQueue();
    private @Nullable Future<?> watchdog;
    private AtomicBoolean watched = new AtomicBoolean();

    private volatile @Nullable Deadline missedDeadline;

    AgentRun(
            AgentBox box,
            Commands commands,
            Diagnosis diagnosis,
            RunInput input,
            Limits limits,
            OutputSink sink) {
        this.box = box;
        this.commands = commands;
        this.diagnosis = diagnosis;
        this.input = input;
        this.limits = limits;
        this.sink = sink;
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
        if (build.isPresent() && !box.isBuilt(commands.key())) {
            compile(build.get());
        } else {
            if (build.isPresent()) {
                tell(box.builtDiagnostics());
            }
            run();
        }
    }

    private void compile(List<String> command) {
        var compilerInput = input instanceof RunInput.Terminal ? input : RunInput.none();
        if (enter(State.COMPILING, box.buildLimits())) {
            sink.stage(Stage.COMPILING);
            var frame =
                    AgentCommand.build(
                            id(),
                            command,
                            commands.buildEnvironment(),
                            compilerInput,
                            box.buildLimits());
            box.send(frame, AgentCommand.stdinEnd(id()));
        }
    }

    private void run() {
        if (!enter(State.RUNNING, limits)) {
            return;
        }
        sink.stage(Stage.RUNNING);
        var environment = commands.runEnvironment(input instanceof RunInput.Terminal);
        synchronized (this) {
            var frames = new ArrayList<byte[]>();
            frames.add(AgentCommand.run(id, commands.run(), environment, input, limits));
            frames.addAll(stdin.frames(id));
            box.send(frames.toArray(byte[][]::new));
            if (stopped) {
                box.send(AgentCommand.stop(id));
            }
        }
    }

    private synchronized boolean enter(State stage, Limits stageLimits) {
        if (state == State.ENDED) {
            return false;
        }
        state = stage;
        id = box.newRun();
        startedNanos = System.nanoTime();
        watch(stageLimits.wall().plus(GRACE), new Deadline.Limit(stageLimits.wall()));
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
        synchronized (this) {
            stopped = true;
            switch (state) {
                case WAITING, COMPILED -> atOnce = true;
                case COMPILING, RUNNING -> {
                    box.send(AgentCommand.stop(id));
                    watch(GRACE, new Deadline.Tidying());
                }
                case ENDED -> {}
            }
        }
        if (atOnce) {
            end(new RunOutcome.Cancelled(Usage.NONE));
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
            case AgentEvent.Started _, AgentEvent.Ready _, AgentEvent.Fault _ -> {}
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

    private synchronized void stdinTaken(int run, int bytes) {
        if (run == id && state == State.RUNNING) {
            stdin.taken(bytes);
            feed();
        }
    }

    private void done(Done done) {
        boolean compiling;
        synchronized (this) {
            if (done.run() != id || (state != State.COMPILING && state != State.RUNNING)) {
                return;
            }
            compiling = state == State.COMPILING;
            watch(CLEANING, new Deadline.Tidying());
        }
        if (done.ending().isLimit() || done.survivors()) {
            box.useUp();
        }
        tellWhatWasFound(done, compiling);
        if (!compiling) {
            end(outcomeOf(done, limits));
        } else if (done.ending() != AgentEvent.Ending.EXITED) {
            end(outcomeOf(done, box.buildLimits()));
        } else if (done.value() != 0) {
            end(new RunOutcome.CompileFailed(done.value(), usage(done)));
        } else {
            box.noteBuilt(commands.key(), diagnosis.ofBuild());
            synchronized (this) {
                state = stopped ? State.ENDED : State.COMPILED;
            }
            if (isEnded()) {
                outcome.complete(new RunOutcome.Cancelled(usage(done)));
            }
        }
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
            unwatch();
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

    private static RunOutcome outcomeOf(Done done, Limits limits) {
        var usage = usage(done);
        return switch (done.ending()) {
            case EXITED -> new RunOutcome.Exited(done.value(), usage);
            case SIGNALLED -> new RunOutcome.Signalled(done.value(), usage);
            case WALL_LIMIT -> new RunOutcome.TimedOut(RunOutcome.Clock.WALL, limits.wall(), usage);
            case CPU_LIMIT -> new RunOutcome.TimedOut(RunOutcome.Clock.CPU, limits.cpu(), usage);
            case MEMORY_LIMIT -> new RunOutcome.OutOfMemory(limits.memoryBytes(), usage);
            case OUTPUT_LIMIT -> new RunOutcome.TooMuchOutput(limits.outputBytes(), usage);
            case PROCESS_LIMIT -> new RunOutcome.TooManyProcesses(limits.processes(), usage);
            case STOPPED -> new RunOutcome.Cancelled(usage);
            case FAILED -> new RunOutcome.SandboxFailed("The program could not be begun.", usage);
        };
    }

    private static Usage usage(Done done) {
        return new Usage(
                Duration.ofNanos(done.wallMicros() * 1000),
                Duration.ofNanos(done.cpuMicros() * 1000),
                done.peakMemoryBytes());
    }

    private synchronized boolean isEnded() {
        return state == State.ENDED;
    }

    // ---- the end ----

    void guestEnded(String reason) {
        synchronized (this) {
            unwatch();
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
        return missedDeadline instanceof Deadline.Limit(Duration limit)
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

    // ---- the watchdog ----

    /// What the agent must do in time: end the program at its limit, or tidy up.
    private sealed interface Deadline {
        record Limit(Duration wall) implements Deadline {}

        record Tidying() implements Deadline {}
    }

    private synchronized void watch(Duration patience, Deadline deadline) {
        unwatch();
        var current = new AtomicBoolean(true);
        watched = current;
        watchdog =
                box.clock()
                        .schedule(
                                () -> {
                                    if (current.compareAndSet(true, false)) {
                                        missed(deadline);
                                    }
                                },
                                patience.toMillis(),
                                TimeUnit.MILLISECONDS);
    }

    private synchronized void unwatch() {
        watched.set(false);
        if (watchdog != null) {
            watchdog.cancel(false);
            watchdog = null;
        }
    }

    /// The guest does not answer, whatever it does: it is removed by force, and its end is this run's end. Takes no
    /// lock, since whoever holds ours may be writing to the guest.
    private void missed(Deadline deadline) {
        missedDeadline = deadline;
        box.close();
    }
}
