package dev.coderun.executor.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.agent.ContentHash;
import dev.coderun.executor.agent.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The images of the languages, named by the content that they are made from, so that nothing is built twice.
final class Images {
    private static final long NPM_TIMEOUT_SECONDS = 300;
    private static final Map<String, String> NPM_ARCHITECTURES =
            Map.of("x86_64", "x64", "aarch64", "arm64");

    private final Engine engine;
    private final Engine.Info info;
    private final DockerSandboxSettings settings;

    Images(Engine engine, Engine.Info info, DockerSandboxSettings settings) {
        this.engine = engine;
        this.info = info;
        this.settings = settings;
    }

    /// The image of a language that has to be there to open a box; it need not be.
    String nameOf(Language language) throws IOException {
        var hash =
                new ContentHash()
                        .add(agentName())
                        .add(String.join(" ", language.npmPackages()))
                        .addFolder(language.folder());
        return "coderun/" + language.id() + ":" + hash.name();
    }

    private String agentName() throws IOException {
        var hash = new ContentHash().add(settings.baseImage()).addFolder(settings.agentFolder());
        return "coderun/agent:" + hash.name();
    }

    boolean exists(String image) {
        try {
            engine.control().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException _) {
            return false;
        }
    }

    /// Builds the language's image and what it needs, as far as they are not there, telling each step.
    void build(Language language, Consumer<LanguageState.Building> progress)
            throws IOException, InterruptedException {
        var base =
                new BaseImage(engine, settings.baseImage())
                        .ensure(step -> progress.accept(new LanguageState.Building(step, 0)));
        var agent = agentName();
        if (!exists(agent)) {
            ImageBuild.run(
                    engine,
                    settings.agentFolder(),
                    agent,
                    Map.of("BASE_IMAGE", base),
                    (_, percent) -> progress.accept(building("Compiling the agent", percent / 10)));
        }
        var folder = Files.createTempDirectory("coderun-image");
        try {
            copy(language.folder(), folder);
            fetchNpmPackages(language, folder, progress);
            ImageBuild.run(
                    engine,
                    folder,
                    nameOf(language),
                    Map.of("BASE_IMAGE", base, "AGENT_IMAGE", agent),
                    (step, percent) -> progress.accept(building(step, 10 + percent * 9 / 10)));
        } finally {
            delete(folder);
        }
    }

    private static LanguageState.Building building(String step, int percent) {
        return new LanguageState.Building(step, percent);
    }

    /// By the machine's own npm, which knows its registry.
    private void fetchNpmPackages(
            Language language, Path folder, Consumer<LanguageState.Building> progress)
            throws IOException, InterruptedException {
        if (language.npmPackages().isEmpty()) {
            return;
        }
        if (!HostCommand.exists("npm")) {
            throw new SandboxFailed(
                    language.name() + " comes from npm: install npm, then start again.");
        }
        var target = Files.createDirectory(folder.resolve("npm"));
        for (var name : language.npmPackages()) {
            progress.accept(building("Fetching " + name + " from npm", 5));
            var architecture = NPM_ARCHITECTURES.getOrDefault(info.architecture(), "x64");
            HostCommand.run(
                    List.of(
                            "npm",
                            "pack",
                            "--silent",
                            "--pack-destination",
                            target.toString(),
                            name.replace("{architecture}", architecture)),
                    NPM_TIMEOUT_SECONDS);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (!Files.isDirectory(file)) {
                    Files.copy(file, target);
                } else if (!Files.exists(target)) {
                    Files.createDirectory(target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
