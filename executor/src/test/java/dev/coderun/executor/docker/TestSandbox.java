package dev.coderun.executor.docker;

import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.Limits;
import dev.coderun.executor.SandboxState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// A sandbox on the engine that tests are given by `-Ddocker.host=` or `DOCKER_HOST`, with its images built and its containers
/// run by what `-Ddocker.runtime=` names, if that is given.
final class TestSandbox {
    private static final Duration IMAGES_PATIENCE = Duration.ofMinutes(15);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private TestSandbox() {}

    static DockerSandboxSettings settings(String owner, int boxesAhead) {
        return new DockerSandboxSettings(
                        Path.of("languages"),
                        Path.of("agent"),
                        Optional.ofNullable(System.getProperty("docker.host")),
                        DockerSandboxSettings.DEFAULT_BASE_IMAGE,
                        "test-" + owner + "-" + ProcessHandle.current().pid(),
                        boxesAhead,
                        Limits.standard().withMemoryBytes(256L << 20),
                        DockerSandboxSettings.DEFAULT_FIRST_UID)
                .withRuntime(Optional.ofNullable(System.getProperty("docker.runtime")));
    }

    static DockerSandbox start(String owner, int boxesAhead) {
        return started(new DockerSandbox(settings(owner, boxesAhead)));
    }

    static DockerSandbox started(DockerSandbox sandbox) {
        await(PATIENCE, () -> !(sandbox.state() instanceof SandboxState.Starting), sandbox::state);
        if (!(sandbox.state() instanceof SandboxState.Ready)) {
            throw new AssertionError("These tests need a Docker engine: " + sandbox.state());
        }
        for (var language : sandbox.languages().all()) {
            await(
                    IMAGES_PATIENCE,
                    () -> isSettled(sandbox, language),
                    () -> sandbox.languageState(language));
            if (!(sandbox.languageState(language) instanceof LanguageState.Ready)) {
                throw new AssertionError(language.id() + ": " + sandbox.languageState(language));
            }
        }
        return sandbox;
    }

    private static boolean isSettled(DockerSandbox sandbox, Language language) {
        return !(sandbox.languageState(language) instanceof LanguageState.Building);
    }

    static void await(BooleanSupplier condition, Supplier<?> state) {
        await(PATIENCE, condition, state);
    }

    private static void await(Duration patience, BooleanSupplier condition, Supplier<?> state) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited in vain; the state is: " + state.get());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
