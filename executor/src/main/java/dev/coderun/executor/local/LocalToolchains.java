package dev.coderun.executor.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coderun.executor.Effort;
import dev.coderun.executor.Helpers;
import dev.coderun.executor.Language;
import dev.coderun.executor.SandboxUnavailable;
import dev.coderun.executor.TestTools;
import dev.coderun.executor.Toolchain;
import dev.coderun.executor.agent.HostCommand;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The toolchains that this machine has itself: a language's `local.json` names the commands, which are looked for in the
/// JDK that runs us, where a distribution puts them, and where a shell would.
final class LocalToolchains {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<Effort, String> VARIANTS =
            Map.of(Effort.LIVE, "live", Effort.FULL, "full");

    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)+");

    private LocalToolchains() {}

    /// The language with the tools and the version of this machine. Throws [SandboxUnavailable] with what to install.
    static Language onThisMachine(Language language) {
        var json = description(language);
        var toolchain = toolchain(language, json);
        var version = version(language, json);
        return language.with(version, toolchain);
    }

    private static JsonNode description(Language language) {
        var description = language.folder().resolve("local.json");
        if (!Files.isRegularFile(description)) {
            throw new SandboxUnavailable(
                    language.name() + " runs in a container alone: install Docker.");
        }
        try {
            return JSON.readTree(description.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Toolchain toolchain(Language language, JsonNode json) {
        Optional<List<String>> build =
                json.has("build")
                        ? Optional.of(command(language, json.get("build")))
                        : Optional.empty();
        var run = command(language, json.get("run"));
        var tests = tests(language, json);
        var variants = new EnumMap<Effort, Toolchain>(Effort.class);
        VARIANTS.forEach(
                (effort, name) -> {
                    if (json.has(name)) {
                        var other = command(language, json.get(name).get("build"));
                        variants.put(
                                effort,
                                toolchain(language, Optional.of(other), run, tests, Map.of()));
                    }
                });
        return toolchain(language, build, run, tests, variants);
    }

    private static Toolchain toolchain(
            Language language,
            Optional<List<String>> build,
            List<String> run,
            Optional<TestTools> tests,
            Map<Effort, Toolchain> variants) {
        return new Toolchain(
                build,
                run,
                language.toolchain().sourceSuffixes(),
                language.toolchain().environment(),
                Helpers.NONE,
                "",
                tests,
                language.toolchain().outOfMemorySignal(),
                variants);
    }

    /// The language's own, with this machine's commands where it names some.
    private static Optional<TestTools> tests(Language language, JsonNode json) {
        if (!json.has("tests")) {
            return Optional.empty();
        }
        var tests = json.get("tests");
        var run = command(language, tests.get("run"));
        var build =
                tests.has("build")
                        ? Optional.of(command(language, tests.get("build")))
                        : Optional.<List<String>>empty();
        return language.toolchain()
                .tests()
                .map(
                        tools ->
                                new TestTools(
                                        tools.files(), tools.text(), build, run, tools.apart()));
    }

    private static List<String> command(Language language, JsonNode words) {
        var command = new ArrayList<String>();
        words.forEach(word -> command.add(word.asText()));
        var tool = command.getFirst();
        if (!isBuilt(tool)) {
            command.set(
                    0,
                    find(tool)
                            .orElseThrow(
                                    () ->
                                            new SandboxUnavailable(
                                                    "%s needs %s on this machine: install it, or Docker."
                                                            .formatted(language.name(), tool)))
                            .toString());
        }
        return command;
    }

    /// What a build makes is no tool of the machine.
    private static boolean isBuilt(String tool) {
        return tool.startsWith(Toolchain.BUILT_FOLDER + "/");
    }

    /// What its tool says of itself, as far as it is numbers; else what the language is listed with.
    private static String version(Language language, JsonNode json) {
        if (!json.has("version")) {
            return language.version();
        }
        try {
            var said =
                    HostCommand.output(
                            command(language, json.get("version")).toArray(String[]::new));
            var number = VERSION.matcher(said);
            return number.find() ? number.group() : language.version();
        } catch (IOException e) {
            return language.version();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return language.version();
        }
    }

    private static Optional<Path> find(String tool) {
        var path = System.getenv("PATH");
        return Stream.concat(
                        // Before the PATH, on which a version manager's scripts may stand for the
                        // tool.
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin"),
                                Path.of("/usr/bin"),
                                Path.of("/usr/local/bin")),
                        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                                .splitAsStream(path == null ? "" : path)
                                .map(Path::of))
                .map(folder -> folder.resolve(tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// What a box has to show of the machine for these commands to work, besides `/usr`: the folders above their `bin`.
    static Set<Path> foldersOf(Toolchain toolchain) {
        var tools = new ArrayList<String>();
        tools.add(toolchain.run().getFirst());
        toolchain.build().ifPresent(build -> tools.add(build.getFirst()));
        return tools.stream()
                .filter(tool -> !isBuilt(tool))
                .map(LocalToolchains::folderAbove)
                .filter(folder -> !folder.startsWith("/usr") && !folder.equals(folder.getRoot()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Path folderAbove(String tool) {
        try {
            return Path.of(tool).toRealPath().resolve("../..").normalize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
