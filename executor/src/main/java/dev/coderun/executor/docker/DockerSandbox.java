package dev.coderun.executor.docker;

import dev.coderun.executor.Box;
import dev.coderun.executor.BoxUse;
import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageCatalog;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.Limits;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.SandboxUnavailable;
import dev.coderun.executor.agent.AgentBox;
import dev.coderun.executor.agent.Boxes;
import dev.coderun.executor.agent.HelperBudget;
import dev.coderun.executor.agent.ProgramUids;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Boxes that are containers, started ahead and fed over one attach stream each. Looks for its engine, and for it
/// again whenever it is gone, in the background; builds the images that are missing once it has one.
public final class DockerSandbox implements Sandbox {
    private static final Logger LOG = Logger.getLogger(DockerSandbox.class.getName());
    private static final long LOOK_EVERY_MILLIS = 2_000;
    private static final long CLOSE_TIMEOUT_SECONDS = 20;
    private static final List<String> NOT_GUARANTEED_WITHOUT_CGROUPS =
            List.of(
                    "Boxes are not shown their cgroups, so what a program uses is summed up of its"
                        + " processes every 20 milliseconds: it may exceed a limit for that long.",
                    "CPU time of processes whose parent ignores their end is not counted once they"
                            + " have ended.",
                    "The peak of memory is the most that was seen at one of these looks.");

    private final DockerSandboxSettings settings;
    private final LanguageCatalog languages;
    private final Engine engine;
    private final ProgramUids uids;
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService builds =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("image-builds").factory());
    private final ScheduledExecutorService clock;
    private final Thread watch;
    private final Boxes boxes;
    private final Map<String, LanguageState> languageStates = new ConcurrentHashMap<>();
    private final Set<String> containers = ConcurrentHashMap.newKeySet();

    private volatile SandboxState state = new SandboxState.Starting("Looking for a Docker engine");
    private volatile Engine.@Nullable Info info; // Present while the engine answers.
    private volatile boolean closed;

    /// Whether boxes are shown their cgroups, as far as is known.
    private volatile boolean metered;

    public DockerSandbox(DockerSandboxSettings settings) {
        this.settings = settings;
        languages = LanguageCatalog.read(settings.languagesFolder());
        engine = new Engine(settings.dockerHost());
        uids = new ProgramUids(settings.firstUid());
        metered = !ContainerSpec.hasItsOwnKernel(settings.runtime());
        clock = Boxes.clock();
        boxes =
                new Boxes(
                        languages.all(),
                        settings.boxesAhead(),
                        new HelperBudget(settings.boxMemoryBudget()),
                        settings.boxLimits(),
                        this::openNow,
                        tasks,
                        clock);
        for (var language : languages.all()) {
            languageStates.put(
                    language.id(), new LanguageState.Missing("No Docker engine answers yet."));
        }
        watch = Thread.ofVirtual().name("docker-watch").start(this::watchEngine);
    }

    @Override
    public SandboxState state() {
        return state;
    }

    @Override
    public String kind() {
        return "docker";
    }

    @Override
    public List<String> notGuaranteed() {
        return metered ? List.of() : NOT_GUARANTEED_WITHOUT_CGROUPS;
    }

    @Override
    public LanguageCatalog languages() {
        return languages;
    }

    @Override
    public LanguageState languageState(Language language) {
        return languageStates.getOrDefault(
                language.id(), new LanguageState.Missing("There is no such language."));
    }

    // ---- boxes ----

    @Override
    public Box open(Language language, BoxUse use) {
        requireReady(language);
        return boxes.open(language, use);
    }

    void tend() {
        boxes.tend();
    }

    private Engine.Info requireReady(Language language) {
        var engineInfo = info;
        if (closed || engineInfo == null) {
            throw new SandboxUnavailable(
                    state instanceof SandboxState.Unavailable(String reason, String advice)
                            ? reason + " " + advice
                            : "The sandbox is not ready yet.");
        }
        switch (languageState(language)) {
            case LanguageState.Ready() -> {}
            case LanguageState.Building(String step, int percent) ->
                    throw new SandboxUnavailable(
                            "%s is being built (%d %%: %s)."
                                    .formatted(language.name(), percent, step));
            case LanguageState.Missing(String reason) -> throw new SandboxUnavailable(reason);
            case LanguageState.Failed(String reason) -> throw new SandboxUnavailable(reason);
        }
        return engineInfo;
    }

    private AgentBox openNow(Language language, AgentBox.Work work, Limits limits) {
        var engineInfo = requireReady(language);
        var range = uids.take();
        try {
            var started =
                    engine.start(
                            new Images(engine, engineInfo, settings).nameOf(language),
                            work.ofGuest(limits),
                            engineInfo.cpus(),
                            settings.runtime(),
                            range,
                            ContainerSpec.labels(settings.owner(), language.id()));
            containers.add(started.id());
            var guest =
                    new ContainerGuest(started.stream(), () -> removeLater(started.id(), range));
            if (closed) {
                guest.remove();
                throw new SandboxUnavailable("The sandbox is closed.");
            }
            var box = AgentBox.open(guest, language, work, Language::toolchain, limits, clock);
            if (!box.isMetered() && metered) {
                metered = false;
                warnOfWhatIsNotGuaranteed();
            }
            return box;
        } catch (IOException e) {
            uids.release(range);
            throw new SandboxFailed("The folder of " + language.name() + " cannot be read.", e);
        } catch (SandboxFailed e) {
            if (!closed) {
                LOG.log(Level.WARNING, "A box for " + language.id() + " could not be opened", e);
            }
            throw e;
        }
    }

    private void removeLater(String containerId, ProgramUids.Range range) {
        Runnable removal =
                () -> {
                    try {
                        engine.remove(containerId);
                    } catch (RuntimeException e) { // The library's, for an engine that is gone.
                        LOG.log(Level.INFO, "A box was not removed: {0}", e.toString());
                    } finally {
                        containers.remove(containerId);
                        uids.release(range);
                    }
                };
        try {
            tasks.execute(removal);
        } catch (RejectedExecutionException _) { // Closed meanwhile.
            removal.run();
        }
    }

    // ---- the engine ----

    private void watchEngine() {
        while (!closed) {
            try {
                look();
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void look() throws InterruptedException {
        boolean answers = engine.answers();
        if (answers && info == null) {
            try {
                connect();
            } catch (SandboxUnavailable e) {
                lose(new SandboxState.Unavailable(String.valueOf(e.getMessage()), ""));
            } catch (RuntimeException e) { // It was there for a moment only, or answers nonsense.
                var absence = Absence.explained(engine.address().toString(), Absence.Socket.SILENT);
                if (!absence.equals(state)) {
                    LOG.log(Level.WARNING, "The Docker engine does not do its part", e);
                }
                lose(absence);
            }
        } else if (!answers) {
            lose(Absence.at(engine.address()));
        }
    }

    private void connect() throws InterruptedException {
        var found = engine.info();
        var checks = engine.checks();
        checks.require(settings.runtime());
        // Boxes whose streams outlived a short absence of the engine go on.
        engine.removeLeftovers(settings.owner(), containers);
        var images = new Images(engine, found, settings);
        for (var language : languages.all()) {
            languageStates.put(language.id(), firstState(images, language));
        }
        info = found;
        state = new SandboxState.Ready(found.name());
        LOG.log(
                Level.INFO,
                "Programs run in boxes of {0} with {1}, cgroups of version {2}",
                new Object[] {found.name(), settings.runtime().orElse("runc"), checks.cgroups()});
        checks.warnings(settings.runtime()).forEach(warning -> LOG.log(Level.WARNING, warning));
        warnOfWhatIsNotGuaranteed();
        try {
            builds.execute(() -> buildMissing(images));
        } catch (RejectedExecutionException _) { // Closed meanwhile.
            LOG.log(Level.FINE, "No image is built for a sandbox that is closed");
        }
    }

    private void warnOfWhatIsNotGuaranteed() {
        if (!notGuaranteed().isEmpty()) {
            LOG.log(Level.WARNING, String.join(" ", notGuaranteed()));
        }
    }

    private static LanguageState firstState(Images images, Language language) {
        try {
            return images.exists(images.nameOf(language))
                    ? new LanguageState.Ready()
                    : new LanguageState.Building("Waiting for its turn", 0);
        } catch (IOException e) {
            return new LanguageState.Failed("Its folder cannot be read: " + e.getMessage());
        }
    }

    private void buildMissing(Images images) {
        for (var language : languages.all()) {
            if (languageState(language) instanceof LanguageState.Building && !closed) {
                languageStates.put(language.id(), build(images, language));
            }
        }
    }

    private LanguageState build(Images images, Language language) {
        try {
            images.build(language, progress -> languageStates.put(language.id(), progress));
            return new LanguageState.Ready();
        } catch (InterruptedException _) {
            return new LanguageState.Missing("The sandbox is closed.");
        } catch (IOException
                | RuntimeException e) { // Whatever it was, the next language has its turn.
            LOG.log(Level.WARNING, "The image of " + language.id() + " could not be built", e);
            return new LanguageState.Failed(String.valueOf(e.getMessage()));
        }
    }

    private void lose(SandboxState.Unavailable absence) {
        if (!absence.equals(state)) {
            LOG.log(Level.WARNING, "{0} {1}", new Object[] {absence.reason(), absence.advice()});
        }
        info = null;
        state = absence;
        for (var language : languages.all()) {
            languageStates.put(language.id(), new LanguageState.Missing(absence.reason()));
        }
    }

    // ---- the end ----

    @Override
    public void close() {
        closed = true;
        watch.interrupt();
        builds.shutdownNow();
        boxes.close();
        tasks.shutdown();
        try {
            if (!tasks.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                tasks.shutdownNow();
            }
            watch.join();
        } catch (InterruptedException _) {
            tasks.shutdownNow();
            Thread.currentThread().interrupt();
        }
        clock.shutdownNow();
        removeAll();
        try {
            engine.close();
        } catch (IOException e) {
            LOG.log(Level.INFO, "The engine's client did not close: {0}", e.toString());
        }
    }

    private void removeAll() {
        try {
            if (info != null) {
                engine.removeLeftovers(settings.owner(), Set.of());
            }
        } catch (RuntimeException e) { // The library's, for an engine that is gone.
            LOG.log(Level.INFO, "Boxes may be left until the next start: {0}", e.toString());
        }
    }
}
