package dev.coderun.executor.docker;

import dev.coderun.executor.Limits;
import dev.coderun.executor.agent.HelperBudget;
import dev.coderun.executor.agent.ProgramUids;
import java.nio.file.Path;
import java.util.Optional;

/// Where a Docker sandbox finds what it needs, and how much it may take.
///
/// @param dockerHost the engine's address; else that of `DOCKER_HOST`, else the usual socket
/// @param baseImage what language images are built upon; made without a registry if it cannot be pulled
/// @param owner stands on every container, so that those of a killed server with the same data are found again
/// @param boxesAhead how many started boxes wait for each language in use
/// @param boxLimits what programs may use in boxes that are opened for no more; a run's limits may be lower
/// @param boxMemoryBudget what helpers that wait may use of the machine's memory together
/// @param runtime what runs containers; the engine's own choice if it is not said
/// @param firstUid the first of the uids that programs get: a range of [ProgramUids#COUNT], above every account of the machine
public record DockerSandboxSettings(
        Path languagesFolder,
        Path agentFolder,
        Optional<String> dockerHost,
        String baseImage,
        String owner,
        int boxesAhead,
        Limits boxLimits,
        int firstUid,
        long boxMemoryBudget,
        Optional<String> runtime) {
    public static final String DEFAULT_BASE_IMAGE = "debian:trixie-slim";
    public static final int MAX_BOXES_AHEAD = 16;
    public static final int DEFAULT_FIRST_UID = ProgramUids.DEFAULT_FIRST;

    public DockerSandboxSettings {
        if (boxesAhead < 0 || boxesAhead > MAX_BOXES_AHEAD) {
            throw new IllegalArgumentException("Boxes ahead must be 0 to " + MAX_BOXES_AHEAD + ".");
        }
        if (owner.isBlank()) {
            throw new IllegalArgumentException("The owner label must not be empty.");
        }
    }

    public DockerSandboxSettings(
            Path languagesFolder,
            Path agentFolder,
            Optional<String> dockerHost,
            String baseImage,
            String owner,
            int boxesAhead,
            Limits boxLimits,
            int firstUid) {
        this(
                languagesFolder,
                agentFolder,
                dockerHost,
                baseImage,
                owner,
                boxesAhead,
                boxLimits,
                firstUid,
                HelperBudget.usual().bytes(),
                Optional.empty());
    }

    /// Those of a server whose project folder holds `executor`, and whose data folder has this id.
    public static DockerSandboxSettings of(Path home, String owner) {
        return new DockerSandboxSettings(
                home.resolve("executor/languages"),
                home.resolve("executor/agent"),
                Optional.empty(),
                DEFAULT_BASE_IMAGE,
                owner,
                1,
                Limits.standard(),
                DEFAULT_FIRST_UID);
    }

    public DockerSandboxSettings withDockerHost(Optional<String> address) {
        return new DockerSandboxSettings(
                languagesFolder,
                agentFolder,
                address,
                baseImage,
                owner,
                boxesAhead,
                boxLimits,
                firstUid,
                boxMemoryBudget,
                runtime);
    }

    public DockerSandboxSettings withRuntime(Optional<String> name) {
        return new DockerSandboxSettings(
                languagesFolder,
                agentFolder,
                dockerHost,
                baseImage,
                owner,
                boxesAhead,
                boxLimits,
                firstUid,
                boxMemoryBudget,
                name);
    }

    public DockerSandboxSettings withBoxMemoryBudget(long bytes) {
        return new DockerSandboxSettings(
                languagesFolder,
                agentFolder,
                dockerHost,
                baseImage,
                owner,
                boxesAhead,
                boxLimits,
                firstUid,
                bytes,
                runtime);
    }
}
