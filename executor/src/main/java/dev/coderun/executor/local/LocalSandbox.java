package dev.coderun.executor.local;

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
import dev.coderun.executor.Toolchain;
import dev.coderun.executor.agent.AgentBox;
import dev.coderun.executor.agent.Boxes;
import dev.coderun.executor.agent.ContentHash;
import dev.coderun.executor.agent.HelperBudget;
import dev.coderun.executor.agent.HostCommand;
import dev.coderun.executor.agent.ProgramUids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Boxes that are namespaces of this machine, with its own toolchains, for a machine without a container engine. Weaker
/// than containers by what [#notGuaranteed()] says.
public final class LocalSandbox implements Sandbox {
    private static final Logger LOG = Logger.getLogger(LocalSandbox.class.getName());
    private static final String ADVICE =
            "Install Docker Engine (on Debian: apt install docker.io), or start the server as root"
                    + " on Linux with a C compiler (apt install gcc make libc6-dev).";
    private static final List<String> NOT_GUARANTEED =
            List.of(
                    "Programs share this machine's kernel with only the sandbox's own filter before"
                            + " it.",
                    "They can read the software that is installed on this machine.",
                    "They run with this machine's own versions of the languages.");
    private static final long COMPILE_TIMEOUT_SECONDS = 120;
    private static final long CLOSE_TIMEOUT_SECONDS = 10;

    private final LocalSandboxSettings settings;
    private final Cgroups cgroups;
    private final ProgramUids uids;
    private final Set<ProcessGuest> guests = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lastBox = new AtomicInteger();
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock;
    private final Boxes boxes;
    private final Map<String, LanguageState> languageStates = new ConcurrentHashMap<>();

    private volatile LanguageCatalog languages; // With this machine's versions once they are known.
    private volatile SandboxState state = new SandboxState.Starting("Compiling the agent");
    private volatile Optional<Path> binaries =
            Optional.empty(); // Present once boxes can be opened.
    private volatile boolean closed;

    public LocalSandbox(LocalSandboxSettings settings) {
        this.settings = settings;
        languages = LanguageCatalog.read(settings.languagesFolder());
        cgroups = new Cgroups(settings.owner());
        uids = new ProgramUids(settings.firstUid());
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
                    language.id(), new LanguageState.Missing("The agent is not there yet."));
        }
        tasks.execute(this::start);
    }

    @Override
    public String kind() {
        return "local";
    }

    @Override
    public List<String> notGuaranteed() {
        return NOT_GUARANTEED;
    }

    @Override
    public SandboxState state() {
        return state;
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

    // ---- the start ----

    private void start() {
        try {
            if (!"root".equals(System.getProperty("user.name"))
                    || !System.getProperty("os.name").equals("Linux")) {
                throw new SandboxUnavailable("The local sandbox works for root on Linux alone.");
            }
            cgroups.removeLeftovers();
            // Without cgroups no limit would hold: better no box now than none later.
            cgroups.remove(cgroups.make(0, settings.boxLimits(), 1));
            binaries = Optional.of(compile());
            languages = new LanguageCatalog(languages.all().stream().map(this::look).toList());
            state = new SandboxState.Ready("this machine, without containers");
            LOG.log(
                    Level.WARNING,
                    "Programs run on this machine without containers. {0}",
                    String.join(" ", NOT_GUARANTEED));
        } catch (IOException | SandboxFailed e) {
            state = new SandboxState.Unavailable(String.valueOf(e.getMessage()), ADVICE);
            LOG.log(
                    Level.WARNING,
                    "No local sandbox: {0} {1}",
                    new Object[] {e.getMessage(), ADVICE});
        } catch (InterruptedException _) {
            state = new SandboxState.Unavailable("The sandbox is closed.", "");
        }
    }

    /// The language as this machine has it, if it does.
    private Language look(Language language) {
        try {
            var found = LocalToolchains.onThisMachine(language);
            languageStates.put(language.id(), new LanguageState.Ready());
            return found;
        } catch (SandboxUnavailable e) {
            languageStates.put(
                    language.id(), new LanguageState.Missing(String.valueOf(e.getMessage())));
            return language;
        }
    }

    /// Once for each content of the agent's folder.
    private Path compile() throws IOException, InterruptedException {
        var hash = new ContentHash().addFolder(settings.agentFolder()).name();
        var folder = settings.cacheFolder().toAbsolutePath().resolve("agent-" + hash);
        if (!Files.isExecutable(folder.resolve("launch"))) {
            var fresh =
                    Files.createTempDirectory(
                            Files.createDirectories(settings.cacheFolder()), "agent");
            HostCommand.run(
                    List.of(
                            "make",
                            "-C",
                            settings.agentFolder().toString(),
                            "OUT=" + fresh.toAbsolutePath()),
                    COMPILE_TIMEOUT_SECONDS);
            Files.move(fresh, folder);
        }
        return folder;
    }

    // ---- boxes ----

    @Override
    public Box open(Language language, BoxUse use) {
        if (state instanceof SandboxState.Unavailable(String reason, String advice)) {
            throw new SandboxUnavailable(reason + " " + advice);
        }
        return boxes.open(language, use);
    }

    private AgentBox openNow(Language language, AgentBox.Work work, Limits limits) {
        var programs = binaries;
        if (closed || programs.isEmpty()) {
            throw new SandboxUnavailable("The sandbox is not ready.");
        }
        var toolchain = toolchainOf(language);
        var range = uids.take();
        try {
            int box = lastBox.incrementAndGet();
            var group =
                    cgroups.make(
                            box, work.ofGuest(limits), Runtime.getRuntime().availableProcessors());
            var root =
                    Files.createDirectories(
                            settings.cacheFolder().toAbsolutePath().resolve("root"));
            var command =
                    LaunchCommand.of(
                            programs.get(),
                            root,
                            group,
                            language.folder(),
                            LocalToolchains.foldersOf(toolchain),
                            range);
            var process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            var guest =
                    new ProcessGuest(process, ended -> later(() -> clearUp(ended, group, range)));
            guests.add(guest);
            if (closed) {
                guest.remove();
            }
            return AgentBox.open(guest, language, work, this::toolchainOf, limits, clock);
        } catch (IOException e) {
            uids.release(range);
            throw new SandboxFailed(
                    "A box could not be made on this machine: " + e.getMessage(), e);
        }
    }

    private Toolchain toolchainOf(Language language) {
        if (languageState(language) instanceof LanguageState.Missing(String reason)) {
            throw new SandboxUnavailable(reason);
        }
        return languages
                .find(language.id())
                .map(Language::toolchain)
                .orElseThrow(
                        () ->
                                new SandboxUnavailable(
                                        "There is no language " + language.id() + "."));
    }

    private void later(Runnable task) {
        try {
            tasks.execute(task);
        } catch (RejectedExecutionException _) { // Closed meanwhile.
            task.run();
        }
    }

    private void clearUp(ProcessGuest guest, Cgroups.Group group, ProgramUids.Range range) {
        try {
            guest.awaitEnd();
            cgroups.remove(group);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            guests.remove(guest);
            uids.release(range);
        }
    }

    @Override
    public void close() {
        closed = true;
        boxes.close();
        guests.forEach(ProcessGuest::remove);
        tasks.shutdown();
        try {
            if (!tasks.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                tasks.shutdownNow();
            }
            cgroups.removeLeftovers();
        } catch (IOException e) {
            LOG.log(Level.INFO, "Cgroups may be left until the next start: {0}", e.toString());
        } catch (InterruptedException _) {
            tasks.shutdownNow();
            Thread.currentThread().interrupt();
        }
        clock.shutdownNow();
    }
}
