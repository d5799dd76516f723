package dev.coderun.executor.agent;

import dev.coderun.executor.Built;
import dev.coderun.executor.Channel;
import dev.coderun.executor.Limits;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunningProgram;
import dev.coderun.executor.Stage;
import dev.coderun.executor.Usage;
import dev.coderun.executor.agent.AgentEvent.Done;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// One run: its build if one is needed, then the program, as frames to the agent and events from it.
final class AgentRun implements RunningProgram {
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
    private final RunInput input;
    private final Limits limits;
    private final RunOutput output;
    private final BuildStage build;
    private final CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();

    // All guarded by `this`.
    private State state = State.WAITING;
    private int id;
    private boolean stopped;
    private @Nullable AgentRun elsewhere; // The build in the compiler's box.
    private boolean goesOnWhenStopped; // The build is done by a compiler that stays.
    private final BitSet earlySignals =
            new BitSet(); // Those that came before there was anybody to get them.
    private final StdinQueue stdin;
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
        this.input = input;
        this.limits = limits;
        output = new RunOutput(sink, diagnosis);
        build = new BuildStage(box, commands, output);
        stdin = new StdinQueue(input, frames -> box.send(frames.toArray(byte[][]::new)));
        watchdog = new Watchdog(box);
    }

    // ---- stages ----

    void begin() {
        if (isEnded()) { // Stopped while it waited for its turn.
            box.released(this);
        } else if (build.isOver()) {
            run();
        } else if (!buildElsewhere()) {
            buildHere();
        }
    }

    private boolean buildElsewhere() {
        var begun = build.beginElsewhere();
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
        var _ = begun.get().outcome().thenAccept(this::builtElsewhere);
        return true;
    }

    private void builtElsewhere(RunOutcome ending) {
        if (isEnded()) {
            box.released(this);
            return;
        }
        switch (build.afterElsewhere(ending)) {
            case BuildStage.Next.Run _ -> run();
            case BuildStage.Next.BuildHere _ -> buildHere();
            case BuildStage.Next.End(RunOutcome itsEnd) -> {
                end(itsEnd);
                box.released(this);
            }
        }
    }

    private void buildHere() {
        if (!enter(State.COMPILING, box.buildLimits())) {
            box.released(this);
            return;
        }
        output.stage(Stage.COMPILING);
        var order = build.helpersOrder(input);
        synchronized (this) {
            goesOnWhenStopped = order.isPresent() && box.helpers().stays();
            send(build.frames(id, order, input));
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
        output.stage(Stage.RUNNING);
        var order = box.helpers().runOrder(commands, input);
        synchronized (this) {
            var frames = new ArrayList<byte[]>();
            frames.add(commands.runFrame(id, order, input, limits));
            frames.addAll(stdin.open(id));
            earlySignals.stream().forEach(number -> frames.add(AgentCommand.signal(id, number)));
            send(frames);
        }
        box.parkMore();
    }

    /// What begins a stage, and what stops it at once if somebody wished so before it had begun.
    private void send(List<byte[]> beginning) {
        var frames = new ArrayList<>(beginning);
        if (stopped) {
            frames.add(AgentCommand.stop(id));
        }
        box.send(frames.toArray(byte[][]::new));
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
        watchdog.begin(stageLimits);
        return true;
    }

    // ---- the program's user ----

    @Override
    public synchronized boolean stdin(byte[] bytes) {
        return state == State.ENDED || stdin.add(bytes);
    }

    @Override
    public synchronized void endStdin() {
        stdin.end();
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
        switch (state) {
            case COMPILING, RUNNING -> box.send(AgentCommand.signal(id, number));
            case WAITING, COMPILING_ELSEWHERE, COMPILED -> earlySignals.set(number);
            case ENDED -> {}
        }
    }

    @Override
    public void stop() {
        boolean atOnce = false;
        boolean goesOn = false;
        AgentRun itsBuild = null;
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
            switch (state) {
                case WAITING, COMPILED -> atOnce = true;
                case COMPILING_ELSEWHERE -> itsBuild = elsewhere;
                case COMPILING, RUNNING -> {
                    if (state == State.COMPILING && goesOnWhenStopped) {
                        goesOn = true;
                        watchdog.letFinish();
                        break;
                    }
                    box.send(AgentCommand.stop(id));
                    watchdog.stop();
                }
                case ENDED -> {}
            }
        }
        if (itsBuild != null) {
            itsBuild.stop();
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
            watchdog.started(state == State.COMPILING ? box.buildLimits() : limits);
        }
    }

    private void output(int run, Channel channel, byte[] bytes) {
        if (is(run, State.COMPILING)) {
            build.says(channel, bytes);
        } else if (is(run, State.RUNNING)) {
            output.programSays(channel, bytes);
        }
    }

    private void events(int run, byte[] bytes) {
        if (is(run, State.RUNNING)) {
            output.testsTell(bytes);
        }
    }

    private void keep(int run, Built.Piece piece) {
        if (is(run, State.COMPILING)) {
            build.made(piece);
        }
    }

    private synchronized void stdinTaken(int run, int bytes) {
        if (is(run, State.RUNNING)) {
            stdin.taken(bytes);
        }
    }

    private synchronized boolean is(int run, State now) {
        return run == id && state == now;
    }

    private void done(Done done) {
        boolean compiling;
        synchronized (this) {
            if (done.run() != id || (state != State.COMPILING && state != State.RUNNING)) {
                return;
            }
            compiling = state == State.COMPILING;
            watchdog.clean();
            stdin.close();
        }
        if (done.ending().isLimit() || done.survivors()) {
            box.useUp();
        }
        if (compiling) {
            buildDone(done);
        } else {
            programDone(done);
        }
    }

    private void programDone(Done done) {
        if (done.mayExplainItself()) {
            output.programFailed(commands.build().isPresent() ? box.builtDiagnostics() : List.of());
        }
        end(done.outcome(limits));
    }

    private void buildDone(Done done) {
        var ending = build.ended(done);
        boolean went = ending instanceof RunOutcome.Exited;
        boolean cut;
        synchronized (this) {
            cut = went && stopped;
            if (went && !stopped && task == Task.RUN) {
                state = State.COMPILED;
                return;
            }
        }
        end(cut ? new RunOutcome.Cancelled(done.usage()) : ending);
    }

    private void clean(int run, boolean clean) {
        boolean goesOn;
        boolean fits;
        synchronized (this) {
            if (run != id) {
                return;
            }
            goesOn = state == State.COMPILED;
            fits = goesOn || state == State.ENDED;
            if (fits) {
                watchdog.rest();
            }
        }
        if (!fits) { // Before it was done: the run would never end, and the next begin beside it.
            box.close();
            return;
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
        RunOutcome ending;
        synchronized (this) {
            watchdog.rest();
            stdin.close();
            ending = watchdog.outcomeWithoutGuest(reason, stopped);
        }
        end(ending);
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
