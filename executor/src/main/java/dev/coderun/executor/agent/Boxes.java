package dev.coderun.executor.agent;

import dev.coderun.executor.Box;
import dev.coderun.executor.BoxPool;
import dev.coderun.executor.BoxUse;
import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.Language;
import dev.coderun.executor.Limits;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.SandboxUnavailable;
import dev.coderun.executor.agent.AgentBox.Work;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The boxes of a sandbox that wait to be taken: a pool for each language and kind of work.
public final class Boxes implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Boxes.class.getName());

    /// The most that wait of one kind, however many are taken.
    private static final int MAX_AHEAD = 4;

    /// How many are started ahead at a time, of all kinds together: each takes a processor for a while.
    static final int STARTS_AT_ONCE = Runtime.getRuntime().availableProcessors();

    private static final long TEND_EVERY_SECONDS = 15;

    /// How long closing waits for boxes that are just starting.
    private static final long STARTS_END_WITHIN_SECONDS = 30;

    private final Map<String, Map<Work, BoxPool<AgentBox>>> pools = new HashMap<>();
    private final ExecutorService starts =
            Executors.newFixedThreadPool(
                    STARTS_AT_ONCE, Thread.ofVirtual().name("box-ahead-", 0).factory());
    private final Executor background;
    private final HelperBudget budget;
    private final Limits usual;
    private final Opener opener;
    private final Set<AgentBox> open = ConcurrentHashMap.newKeySet();

    /// Starts a box, whatever holds it.
    public interface Opener {
        /// One whose programs may use so much.
        AgentBox open(Language language, Work work, Limits limits) throws SandboxFailed;
    }

    /// @param ahead how many wait of each kind that is in use, at least; with 0 none does
    /// @param usual what programs may use in boxes that wait
    /// @param clock for tending the pools, now and then
    public Boxes(
            List<Language> languages,
            int ahead,
            HelperBudget budget,
            Limits usual,
            Opener opener,
            Executor background,
            ScheduledExecutorService clock) {
        this.background = background;
        this.budget = budget;
        this.usual = usual;
        this.opener = opener;
        for (var language : languages) {
            var ofLanguage = new EnumMap<Work, BoxPool<AgentBox>>(Work.class);
            for (var work : Work.values()) {
                ofLanguage.put(
                        work,
                        new BoxPool<>(
                                ahead,
                                ahead == 0 ? 0 : Math.max(ahead, MAX_AHEAD),
                                () -> noted(opener.open(language, work, usual)),
                                starts,
                                System::nanoTime));
            }
            pools.put(language.id(), ofLanguage);
        }
        // The clock is for alarms, and closing a box is more than that.
        var _ =
                clock.scheduleWithFixedDelay(
                        () -> background.execute(this::tend),
                        TEND_EVERY_SECONDS,
                        TEND_EVERY_SECONDS,
                        TimeUnit.SECONDS);
    }

    /// For a sandbox's alarms. One that is called off is forgotten at once: until its time, it would keep its run in memory.
    public static ScheduledThreadPoolExecutor clock() {
        var clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("box-watchdog").factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    private AgentBox noted(AgentBox box) {
        open.add(box);
        box.boundBy(() -> budget.hasRoom(open));
        return box;
    }

    /// Gives back what waits without being needed. Done now and then by itself.
    public void tend() {
        open.removeIf(box -> !box.reusable());
        budget.keep(open);
        all().forEach(BoxPool::tend);
    }

    /// One that waited; one for programs that may use more than is usual is opened now.
    public Box open(Language language, BoxUse use) {
        var work = use.warm() ? Work.SESSION : Work.ONCE;
        var box =
                use.memoryBytes() > usual.memoryBytes()
                        ? noted(
                                opener.open(
                                        language, work, usual.withMemoryBytes(use.memoryBytes())))
                        : pool(language, work).take();
        box.adopt(use.builds(), use.warm() ? compilers(language, use.builds()) : Optional.empty());
        return box;
    }

    private Optional<Compilers> compilers(Language language, KeptBuilds builds) {
        if (language.toolchain().helpers().compiler().isEmpty()) {
            return Optional.empty();
        }
        var compilers = new Compilers(() -> pool(language, Work.COMPILING).take(), builds);
        background.execute(compilers::prepare);
        return Optional.of(compilers);
    }

    private BoxPool<AgentBox> pool(Language language, Work work) {
        var ofLanguage = pools.get(language.id());
        var pool = ofLanguage == null ? null : ofLanguage.get(work);
        if (pool == null) {
            throw new SandboxUnavailable("There is no language " + language.id() + ".");
        }
        return pool;
    }

    private List<BoxPool<AgentBox>> all() {
        return pools.values().stream().flatMap(ofLanguage -> ofLanguage.values().stream()).toList();
    }

    /// Closes what waits. Returns when nothing is being started ahead any more, so that none comes after it.
    @Override
    public void close() {
        starts.shutdown();
        all().forEach(BoxPool::close);
        try {
            if (!starts.awaitTermination(STARTS_END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "A box that was being started is left to itself");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
