package dev.coderun.server;

import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.docker.DockerSandbox;
import dev.coderun.executor.docker.DockerSandboxSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// `./coderun images`: builds the language images that are missing, tells each step, and ends when all are there.
final class LanguageImages {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration ENGINE_PATIENCE = Duration.ofSeconds(30);

    private final Sandbox sandbox;
    private final PrintStream progress;
    private final Map<String, String> told = new HashMap<>();

    private LanguageImages(Sandbox sandbox, PrintStream progress) {
        this.sandbox = sandbox;
        this.progress = progress;
    }

    static void main() throws InterruptedException {
        var home = Path.of(System.getProperty("coderun.home", "."));
        var owner = "images-" + ProcessHandle.current().pid();
        boolean allThere;
        try (var sandbox = new DockerSandbox(DockerSandboxSettings.of(home, owner))) {
            allThere = new LanguageImages(sandbox, System.err).build();
        }
        System.exit(allThere ? 0 : 1);
    }

    private boolean build() throws InterruptedException {
        if (!isEngineThere()) {
            return false;
        }
        while (isAnyBuilding()) {
            sandbox.languages().all().forEach(this::tell);
            Thread.sleep(BETWEEN_LOOKS);
        }
        sandbox.languages().all().forEach(this::tell);
        return sandbox.languages().all().stream()
                .map(sandbox::languageState)
                .allMatch(LanguageState.Ready.class::isInstance);
    }

    private boolean isEngineThere() throws InterruptedException {
        var end = System.nanoTime() + ENGINE_PATIENCE.toNanos();
        while (!(sandbox.state() instanceof SandboxState.Ready)) {
            if (System.nanoTime() - end > 0) {
                progress.println(
                        sandbox.state()
                                        instanceof
                                        SandboxState.Unavailable(String why, String advice)
                                ? why + " " + advice
                                : "No Docker engine answers.");
                return false;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return true;
    }

    private boolean isAnyBuilding() {
        return sandbox.languages().all().stream()
                .map(sandbox::languageState)
                .anyMatch(LanguageState.Building.class::isInstance);
    }

    private void tell(Language language) {
        var line =
                switch (sandbox.languageState(language)) {
                    case LanguageState.Ready() -> "ready";
                    case LanguageState.Building(String step, int percent) ->
                            step + " (" + percent + " %)";
                    case LanguageState.Missing(String reason) -> "missing: " + reason;
                    case LanguageState.Failed(String reason) -> "failed: " + reason;
                };
        if (!line.equals(told.put(language.id(), line))) {
            progress.println(language.name() + ": " + line);
        }
    }
}
