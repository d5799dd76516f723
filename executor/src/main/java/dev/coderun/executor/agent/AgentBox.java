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
import dev.coderun.executor.WorkPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A guest with an agent in it, seen as a box: which files it holds, what is built in it, whose turn it is.
public final class AgentBox implements Box, HelperBudget.Idle {
    public static final int MAX_FILES = 2000;
    public static final int MAX_FILE_BYTES = 8 * 1024 * 1024;
    public static final int MAX_TOTAL_BYTES = 16 * 1024 * 1024;

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
    private final Limits buildLimits;
    private final ScheduledExecutorService clock;
    private final Optional<Helper> helper; // Guarded by `lock`, inside.

    // All guarded by `lock`.
    private final Object lock = new Object();
    private Map<String, byte[]> files = Map.of();
    private KeptBuilds kept = new KeptBuilds();
    private Optional<Compilers> compilers = Optional.empty();
    private BuildKey built = BuildKey.NOTHING;
    private List<Diagnostic> builtDiagnostics = List.of();
    private @Nullable AgentRun current;
    private @Nullable AgentRun next;
    private int lastRun;
    private boolean reusable = true;
    private long helperBytes;
    private BooleanSupplier room = () -> false; // For more than one helper.
    private long lastUsedNanos = System.nanoTime();

    private AgentBox(
            Guest guest,
            Optional<Helper> helper,
            Function<Language, Toolchain> toolchains,
            Limits buildLimits,
            ScheduledExecutorService clock) {
        this.toolchains = toolchains;
        this.guest = guest;
        this.helper = helper;
        this.buildLimits = buildLimits;
        this.clock = clock;
        link = new AgentLink(guest, this::receive, this::guestEnded);
    }

    /// A box once its agent has answered; the guest is removed if it does not. The toolchains are those
    /// that the guest has; the clock is for watching runs.
    public static AgentBox open(
            Guest guest,
            Language language,
            Work work,
            Function<Language, Toolchain> toolchains,
            Limits buildLimits,
            ScheduledExecutorService clock) {
        var toolchain = toolchains.apply(language);
        var helper =
                switch (work) {
                    case ONCE -> Optional.<Helper>empty();
                    case SESSION -> Helper.forRuns(toolchain);
                    case COMPILING -> Helper.forBuilds(toolchain);
                };
        var box = new AgentBox(guest, helper, toolchains, buildLimits, clock);
        try {
            box.link.start();
            box.park(RunInput.none());
        } catch (RuntimeException e) {
            box.close();
            throw e;
        }
        return box;
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
        check(wanted);
        var frames = new ArrayList<byte[]>();
        synchronized (lock) {
            for (var path : files.keySet()) {
                if (!wanted.containsKey(path)) {
                    frames.add(AgentCommand.remove(path));
                }
            }
            var held = new TreeMap<String, byte[]>();
            wanted.forEach(
                    (path, content) -> {
                        var before = files.get(path);
                        if (before == null || !Arrays.equals(before, content)) {
                            frames.add(AgentCommand.put(path, content));
                        }
                        held.put(path, content.clone());
                    });
            files = Collections.unmodifiableMap(held);
        }
        link.send(frames.toArray(byte[][]::new));
    }

    private static void check(Map<String, byte[]> wanted) {
        if (wanted.size() > MAX_FILES) {
            throw new IllegalArgumentException("There are more than " + MAX_FILES + " files.");
        }
        long total = 0;
        for (var file : wanted.entrySet()) {
            var path = WorkPath.checked(file.getKey());
            if (file.getValue().length > MAX_FILE_BYTES) {
                throw new IllegalArgumentException("The file \"" + path + "\" is over 8 MiB.");
            }
            total += file.getValue().length;
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                if (wanted.containsKey(path.substring(0, slash))) {
                    throw new IllegalArgumentException(
                            "The file path \""
                                    + path
                                    + "\" lies in \""
                                    + path.substring(0, slash)
                                    + "\", which is a file.");
                }
            }
        }
        if (total > MAX_TOTAL_BYTES) {
            throw new IllegalArgumentException("The files together are over 16 MiB.");
        }
    }

    @Override
    public RunningProgram start(Program program, RunInput input, Limits limits, OutputSink sink) {
        return start(program, AgentRun.Task.RUN, input, limits, sink);
    }

    @Override
    public AgentRun build(Program program, OutputSink sink) {
        return start(program, AgentRun.Task.BUILD, RunInput.none(), buildLimits, sink);
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
            if (!files.containsKey(program.entry())) {
                throw new IllegalArgumentException(
                        "The file \""
                                + program.entry()
                                + "\", with which the program begins, is not there.");
            }
            var toolchain = toolchains.apply(program.language()).at(program.effort());
            var commands = new Commands(program, toolchain, files);
            var diagnosis = new Diagnosis(program.language().diagnostics(), files);
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
        synchronized (lock) {
            helper.ifPresent(each -> each.expectRuns(count));
        }
        parkAnother();
    }

    /// Whether the machine has memory for more than one helper of this box.
    void boundBy(BooleanSupplier hasRoom) {
        synchronized (lock) {
            room = hasRoom;
        }
    }

    @Override
    public long heldBytes() {
        synchronized (lock) {
            return reusable && helper.isPresent() ? helperBytes : 0;
        }
    }

    @Override
    public long idleBytes() {
        synchronized (lock) {
            boolean idle = reusable && current == null;
            return idle && helper.filter(Helper::isWaiting).isPresent() ? helperBytes : 0;
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
            leaves = current == null && helper.filter(Helper::isWaiting).isPresent();
            if (leaves) {
                helper.ifPresent(Helper::leave);
                helperBytes = 0;
            }
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
        return buildLimits;
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

    /// What the helper is told to do this run, if it can.
    Optional<List<String>> runOrder(Commands commands, RunInput input) {
        synchronized (lock) {
            return helper.filter(waiting -> waiting.takeRun(commands, input))
                    .map(_ -> commands.runOrder());
        }
    }

    Optional<List<String>> buildOrder(Commands commands) {
        synchronized (lock) {
            return helper.filter(waiting -> waiting.takesBuild(commands))
                    .map(_ -> commands.buildOrder());
        }
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
        // While `current` is the run that is over, no other can begin: a helper is started between
        // runs.
        park(waiting == null ? run.input() : waiting.input());
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

    private void park(RunInput input) {
        Optional<byte[]> frame;
        synchronized (lock) {
            frame = reusable ? helper.flatMap(each -> each.park(input)) : Optional.empty();
        }
        frame.ifPresent(link::send);
    }

    /// Other boxes are asked what they use, hence without the lock.
    void parkAnother() {
        BooleanSupplier hasRoom;
        synchronized (lock) {
            hasRoom = room;
        }
        if (!hasRoom.getAsBoolean()) {
            return;
        }
        Optional<byte[]> frame;
        synchronized (lock) {
            boolean running = current != null;
            frame = reusable ? helper.flatMap(each -> each.parkAnother(running)) : Optional.empty();
        }
        frame.ifPresent(link::send);
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
            synchronized (lock) {
                helperBytes = memoryBytes;
                helper.ifPresent(Helper::parked);
            }
            parkAnother();
        } else if (run != null) {
            run.receive(event);
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
