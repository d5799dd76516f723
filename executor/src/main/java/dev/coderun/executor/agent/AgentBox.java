package dev.coderun.executor.agent;

import dev.coderun.executor.Box;
import dev.coderun.executor.Built;
import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.Language;
import dev.coderun.executor.Limits;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.Program;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunningProgram;
import dev.coderun.executor.Toolchain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A guest with an agent in it, seen as a box: which files it holds, what is built in it, whose turn it is.
public final class AgentBox implements Box, HelperBudget.Idle {
    private static final Logger LOG = Logger.getLogger(AgentBox.class.getName());

    /// What a box is for.
    public enum Work {
        /// One program, or a few of the same: no helper is started ahead.
        ONCE,
        /// A session's programs, one after the other.
        SESSION,
        /// Builds alone: nothing that was built ever runs here.
        COMPILING;

        /// What the guest may use in which a program has these limits.
        public Limits ofGuest(Limits limits) {
            return this == SESSION
                    ? limits.withMemoryBytes(limits.memoryBytes() + GuestBounds.HELPER_BYTES)
                    : limits;
        }
    }

    private final Guest guest;
    private final AgentLink link;
    private final Function<Language, Toolchain> toolchains;
    private final OptionalInt outOfMemorySignal;
    private final Limits boxLimits;
    private final ScheduledExecutorService clock;
    private final HelpersAhead helpers;

    // All guarded by `lock`.
    private final Object lock = new Object();
    private final HeldFiles files = new HeldFiles();
    private KeptBuilds kept = new KeptBuilds();
    private Optional<Compilers> compilers = Optional.empty();
    private BuildKey built = BuildKey.NOTHING;
    private List<Diagnostic> builtDiagnostics = List.of();
    private @Nullable AgentRun current;
    private @Nullable AgentRun next;
    private boolean metered;
    private int lastRun;
    private boolean reusable = true;
    private long lastUsedNanos = System.nanoTime();

    private AgentBox(
            Guest guest,
            Optional<Helper> helper,
            Function<Language, Toolchain> toolchains,
            OptionalInt outOfMemorySignal,
            Limits boxLimits,
            ScheduledExecutorService clock) {
        this.toolchains = toolchains;
        this.outOfMemorySignal = outOfMemorySignal;
        this.guest = guest;
        this.boxLimits = boxLimits;
        this.clock = clock;
        link = new AgentLink(guest, this::receive, this::guestEnded);
        helpers = new HelpersAhead(helper, link::send);
    }

    /// A box once its agent has answered; the guest is removed if it does not. The toolchains are those
    /// that the guest has; the clock is for watching runs.
    ///
    /// @param boxLimits what a program in it may use at most, and a build may
    public static AgentBox open(
            Guest guest,
            Language language,
            Work work,
            Function<Language, Toolchain> toolchains,
            Limits boxLimits,
            ScheduledExecutorService clock) {
        var toolchain = toolchains.apply(language);
        var helper =
                switch (work) {
                    case ONCE -> Optional.<Helper>empty();
                    case SESSION -> Helper.forRuns(toolchain, boxLimits.memoryBytes());
                    case COMPILING -> Helper.forBuilds(toolchain, boxLimits.memoryBytes());
                };
        var box =
                new AgentBox(
                        guest, helper, toolchains, toolchain.outOfMemorySignal(), boxLimits, clock);
        try {
            box.begin();
            box.helpers.park(RunInput.none());
        } catch (RuntimeException e) {
            box.close();
            throw e;
        }
        return box;
    }

    private void begin() {
        var word = link.start();
        synchronized (lock) {
            metered = word.metered();
        }
    }

    /// Whether the box's own cgroup tells what a program uses; else its agent sums that up, less exactly.
    public boolean isMetered() {
        synchronized (lock) {
            return metered;
        }
    }

    /// From now on it is a session's or a submission's: with what was built for that, and its compiler if it has one,
    /// which ends with this box.
    public void adopt(KeptBuilds builds, Optional<Compilers> itsCompilers) {
        synchronized (lock) {
            kept = builds;
            compilers = itsCompilers;
        }
    }

    @Override
    public void setFiles(Map<String, byte[]> wanted) {
        HeldFiles.check(wanted);
        List<byte[]> frames;
        synchronized (lock) {
            frames = files.become(wanted);
        }
        link.send(frames.toArray(byte[][]::new));
    }

    @Override
    public RunningProgram start(Program program, RunInput input, Limits limits, OutputSink sink) {
        return start(program, AgentRun.Task.RUN, input, limits, sink);
    }

    @Override
    public AgentRun build(Program program, OutputSink sink) {
        return start(program, AgentRun.Task.BUILD, RunInput.none(), boxLimits, sink);
    }

    private AgentRun start(
            Program program, AgentRun.Task task, RunInput input, Limits limits, OutputSink sink) {
        AgentRun run;
        boolean free;
        synchronized (lock) {
            if (!reusable) {
                throw new IllegalStateException("This box is used up; open another.");
            }
            if (next != null && !next.isEnded()) { // One that was stopped makes room.
                throw new IllegalStateException("A run already waits for this box.");
            }
            if (!files.all().containsKey(program.entry())) {
                throw new IllegalArgumentException(
                        "The file \""
                                + program.entry()
                                + "\", with which the program begins, is not there.");
            }
            var toolchain = toolchains.apply(program.language()).at(program.effort());
            var commands = new Commands(program, toolchain, files.all());
            var diagnosis = new Diagnosis(program.language().diagnostics(), files.all());
            run = new AgentRun(this, task, commands, diagnosis, input, limits, sink);
            free = current == null;
            if (free) {
                current = run;
            } else {
                next = run;
            }
        }
        if (free) {
            run.begin();
        }
        return run;
    }

    @Override
    public boolean reusable() {
        synchronized (lock) {
            return reusable;
        }
    }

    @Override
    public void expectRuns(int count) {
        helpers.expectRuns(count);
        parkMore();
    }

    /// Whether the machine has memory for more than one helper of this box.
    void boundBy(BooleanSupplier hasRoom) {
        helpers.boundBy(hasRoom);
    }

    @Override
    public long heldBytes() {
        synchronized (lock) {
            return reusable ? helpers.heldBytes() : 0;
        }
    }

    @Override
    public long idleBytes() {
        synchronized (lock) {
            return reusable && current == null ? helpers.waitingBytes() : 0;
        }
    }

    @Override
    public long lastUsedNanos() {
        synchronized (lock) {
            return lastUsedNanos;
        }
    }

    /// The next run starts without it, and gets another for the run after that.
    @Override
    public void giveUp() {
        boolean leaves;
        synchronized (lock) {
            leaves = current == null && helpers.leave();
        }
        if (leaves) {
            link.send(AgentCommand.unpark());
        }
    }

    @Override
    public void close() {
        useUp();
        guest.remove();
        Optional<Compilers> ended;
        synchronized (lock) {
            ended = compilers;
        }
        ended.ifPresent(Compilers::close);
    }

    // ---- for its runs ----

    void send(byte[]... frames) {
        link.send(frames);
    }

    int newRun() {
        synchronized (lock) {
            return ++lastRun;
        }
    }

    Limits buildLimits() {
        return boxLimits;
    }

    ScheduledExecutorService clock() {
        return clock;
    }

    /// Makes what was built for this key ready for the next run, if anything was.
    boolean hasBuilt(BuildKey key) {
        Optional<Built> found;
        synchronized (lock) {
            if (built.equals(key)) {
                return true;
            }
            found = kept.find(key.hash());
            built = found.isPresent() ? key : BuildKey.NOTHING;
            builtDiagnostics = found.map(Built::diagnostics).orElse(List.of());
        }
        if (found.isEmpty()) {
            return false;
        }
        var frames = new ArrayList<byte[]>();
        frames.add(AgentCommand.clearBuilt());
        found.get().pieces().forEach(piece -> frames.add(AgentCommand.built(piece)));
        link.send(frames.toArray(byte[][]::new));
        return true;
    }

    /// The box has built this itself.
    void noteBuilt(BuildKey key, Optional<Built> made, List<Diagnostic> found) {
        synchronized (lock) {
            built = key;
            builtDiagnostics = found;
            made.ifPresent(all -> kept.keep(key.hash(), all));
        }
    }

    /// What was said of the build that is kept: warnings.
    List<Diagnostic> builtDiagnostics() {
        synchronized (lock) {
            return builtDiagnostics;
        }
    }

    Optional<Compilers> compilers() {
        synchronized (lock) {
            return compilers;
        }
    }

    HelpersAhead helpers() {
        return helpers;
    }

    /// Nothing is to be run here any more; what runs goes on.
    void useUp() {
        synchronized (lock) {
            reusable = false;
        }
    }

    /// The run is over and the box is clean: the next one's turn, for which a helper is started first.
    void released(AgentRun run) {
        AgentRun waiting;
        synchronized (lock) {
            if (current != run) {
                return;
            }
            waiting = next;
            lastUsedNanos = System.nanoTime();
        }
        var streams = waiting == null ? run.input() : waiting.input();
        link.gather(() -> pass(streams));
    }

    private void pass(RunInput streams) {
        // While `current` is the run that is over, no other can begin: a helper is started between
        // runs.
        if (reusable()) {
            helpers.park(streams);
        }
        AgentRun turn;
        boolean mayRun;
        synchronized (lock) {
            turn = next;
            current = turn;
            next = null;
            mayRun = reusable;
        }
        if (turn != null) {
            if (mayRun) {
                turn.begin();
            } else {
                turn.guestEnded("The box was used up by the run before.");
            }
        }
    }

    void parkMore() {
        boolean running;
        synchronized (lock) {
            if (!reusable) {
                return;
            }
            running = current != null;
        }
        helpers.parkMore(running);
    }

    // ---- from the link ----

    private void receive(AgentEvent event) {
        AgentRun run;
        synchronized (lock) {
            run = current;
        }
        if (event instanceof AgentEvent.Fault(int id, String text)) {
            LOG.log(Level.WARNING, "A box reports in run {0}: {1}", new Object[] {id, text});
            if (id == 0) {
                useUp();
            }
        }
        if (event instanceof AgentEvent.Parked(long memoryBytes)) {
            helpers.parked(memoryBytes);
            parkMore();
        } else if (run != null) {
            run.receive(
                    event instanceof AgentEvent.Done done
                            ? done.explainedBy(outOfMemorySignal)
                            : event);
        }
    }

    private void guestEnded() {
        AgentRun running;
        AgentRun waiting;
        synchronized (lock) {
            reusable = false;
            running = current;
            waiting = next;
            current = null;
            next = null;
        }
        if (running != null) {
            running.guestEnded("The box ended while the program ran.");
        }
        if (waiting != null) {
            waiting.guestEnded("The box ended before the program ran.");
        }
        guest.remove();
    }
}
