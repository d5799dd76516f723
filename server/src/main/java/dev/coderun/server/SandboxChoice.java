package dev.coderun.server;

import dev.coderun.executor.FallbackSandbox;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.docker.DockerSandbox;
import dev.coderun.executor.docker.DockerSandboxSettings;
import dev.coderun.executor.local.LocalSandbox;
import dev.coderun.executor.local.LocalSandboxSettings;

/// Where programs run, as the settings choose.
final class SandboxChoice {

    private SandboxChoice() {}

    /// Without an engine this machine itself serves, but unasked only those who have an account on it.
    static Sandbox of(Settings settings, DataFolder dataFolder) {
        return switch (settings.sandbox()) {
            case LOCAL -> local(settings, dataFolder);
            case DOCKER -> docker(settings, dataFolder);
            case AUTO ->
                    settings.isDevMode()
                            ? new FallbackSandbox(
                                    docker(settings, dataFolder), () -> local(settings, dataFolder))
                            : docker(settings, dataFolder);
        };
    }

    private static Sandbox docker(Settings settings, DataFolder dataFolder) {
        return new DockerSandbox(dockerSettings(settings, dataFolder.id()));
    }

    static DockerSandboxSettings dockerSettings(Settings settings, String owner) {
        var usual =
                DockerSandboxSettings.of(settings.home(), owner)
                        .withDockerHost(settings.dockerHost())
                        .withRuntime(settings.containerRuntime());
        return settings.boxMemoryBudget().stream()
                .mapToObj(megabytes -> usual.withBoxMemoryBudget((long) megabytes << 20))
                .findFirst()
                .orElse(usual);
    }

    private static Sandbox local(Settings settings, DataFolder dataFolder) {
        var usual =
                LocalSandboxSettings.of(
                        settings.home(), dataFolder.path().resolve("sandbox"), dataFolder.id());
        return new LocalSandbox(
                settings.boxMemoryBudget().stream()
                        .mapToObj(megabytes -> usual.withBoxMemoryBudget((long) megabytes << 20))
                        .findFirst()
                        .orElse(usual));
    }
}
