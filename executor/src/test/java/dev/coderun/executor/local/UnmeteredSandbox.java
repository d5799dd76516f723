package dev.coderun.executor.local;

import dev.coderun.executor.BoxUse;
import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageCatalog;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.Limits;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.agent.AgentBox;
import dev.coderun.executor.agent.HostCommand;
import dev.coderun.executor.agent.ProgramUids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// Boxes of this machine that are shown no cgroup, as gVisor's are not: what holds in them is what the agent sums up itself.
/// Needs root and a C compiler.
final class UnmeteredSandbox implements Sandbox {
    private static final long COMPILE_SECONDS = 120;

    private final Path folder;
    private final Limits limits;
    private final LanguageCatalog languages = LanguageCatalog.read(Path.of("languages"));
    private final ProgramUids uids = new ProgramUids(ProgramUids.DEFAULT_FIRST);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /// Compiles the agent into this folder, in which boxes build their roots, too.
    UnmeteredSandbox(Path folder, Limits limits) throws IOException, InterruptedException {
        this.folder = folder.toAbsolutePath();
        this.limits = limits;
        HostCommand.run(List.of("make", "-C", "agent", "OUT=" + this.folder), COMPILE_SECONDS);
        Files.createDirectory(folder.resolve("root"));
    }

    @Override
    public AgentBox open(Language language, BoxUse use) {
        var found = LocalToolchains.onThisMachine(language);
        var range = uids.take();
        try {
            var command =
                    LaunchCommand.of(
                            folder,
                            folder.resolve("root"),
                            new Cgroups.Group(Map.of()),
                            language.folder(),
                            LocalToolchains.foldersOf(found.toolchain()),
                            range);
            var process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            var guest = new ProcessGuest(process, _ -> uids.release(range));
            var work = use.warm() ? AgentBox.Work.SESSION : AgentBox.Work.ONCE;
            return AgentBox.open(guest, found, work, _ -> found.toolchain(), limits, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SandboxState state() {
        return new SandboxState.Ready("this machine, without cgroups");
    }

    @Override
    public String kind() {
        return "local";
    }

    @Override
    public List<String> notGuaranteed() {
        return List.of();
    }

    @Override
    public LanguageCatalog languages() {
        return languages;
    }

    @Override
    public LanguageState languageState(Language language) {
        return new LanguageState.Ready();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
