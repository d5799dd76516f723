package dev.coderun.executor.local;

import dev.coderun.executor.Limits;
import dev.coderun.executor.agent.HelperBudget;
import dev.coderun.executor.agent.ProgramUids;
import java.nio.file.Path;

/// Where a local sandbox finds what it needs, and how much it may take.
///
/// @param cacheFolder where the agent is compiled to, and boxes have their roots
/// @param owner stands in the name of every cgroup, so that those of a killed server are found again
/// @param boxMemoryBudget what helpers that wait may use of the machine's memory together
public record LocalSandboxSettings(
        Path languagesFolder,
        Path agentFolder,
        Path cacheFolder,
        String owner,
        int boxesAhead,
        Limits boxLimits,
        int firstUid,
        long boxMemoryBudget) {
    public LocalSandboxSettings {
        if (!owner.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("The owner must be letters, digits and hyphens.");
        }
    }

    /// Those of a server whose project folder holds `executor`, and whose data folder has this id.
    public static LocalSandboxSettings of(Path home, Path cacheFolder, String owner) {
        return new LocalSandboxSettings(
                home.resolve("executor/languages"),
                home.resolve("executor/agent"),
                cacheFolder,
                owner,
                1,
                Limits.standard(),
                ProgramUids.DEFAULT_FIRST,
                HelperBudget.usual().bytes());
    }

    public LocalSandboxSettings withBoxMemoryBudget(long bytes) {
        return new LocalSandboxSettings(
                languagesFolder,
                agentFolder,
                cacheFolder,
                owner,
                boxesAhead,
                boxLimits,
                firstUid,
                bytes);
    }
}
