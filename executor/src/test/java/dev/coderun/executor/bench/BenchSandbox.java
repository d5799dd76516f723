package dev.coderun.executor.bench;

import dev.coderun.executor.LanguageState;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.docker.DockerSandbox;
import dev.coderun.executor.docker.DockerSandboxSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A sandbox as the server has it, but for the boxes that it starts ahead, once its images are there.
final class BenchSandbox {
    private static final Duration IMAGES_PATIENCE = Duration.ofMinutes(15);
    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private BenchSandbox() {}

    static DockerSandbox open(Path home, int boxesAhead) {
        var usual = DockerSandboxSettings.of(home, "bench-" + ProcessHandle.current().pid());
        var sandbox =
                new DockerSandbox(
                        new DockerSandboxSettings(
                                usual.languagesFolder(),
                                usual.agentFolder(),
                                usual.dockerHost(),
                                usual.baseImage(),
                                usual.owner(),
                                boxesAhead,
                                usual.boxLimits(),
                                usual.firstUid()));
        long deadline = System.nanoTime() + IMAGES_PATIENCE.toNanos();
        while (!isReady(sandbox)) {
            if (System.nanoTime() > deadline) {
                sandbox.close();
                throw new IllegalStateException("The sandbox is not ready: " + sandbox.state());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return sandbox;
    }

    private static boolean isReady(DockerSandbox sandbox) {
        return sandbox.state() instanceof SandboxState.Ready
                && sandbox.languages().all().stream()
                        .map(sandbox::languageState)
                        .allMatch(LanguageState.Ready.class::isInstance);
    }
}
