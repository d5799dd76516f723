package dev.coderun.executor.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coderun.executor.Language;
import dev.coderun.executor.SandboxUnavailable;
import dev.coderun.executor.Toolchain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The toolchains that this machine has itself: a language's `local.json` names the commands, which are looked for in the
/// JDK that runs us, where a distribution puts them, and where a shell would.
final class LocalToolchains {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LocalToolchains() {}

    /// Throws [SandboxUnavailable] with what to install.
    static Toolchain of(Language language) {
        var description = language.folder().resolve("local.json");
        if (!Files.isRegularFile(description)) {
            throw new SandboxUnavailable(
                    language.name() + " runs in a container alone: install Docker.");
        }
        try {
            var json = JSON.readTree(description.toFile());
            Optional<List<String>> build =
                    json.has("build")
                            ? Optional.of(command(language, json.get("build")))
                            : Optional.empty();
            return new Toolchain(
                    build,
                    command(language, json.get("run")),
                    language.toolchain().sourceSuffix(),
                    language.toolchain().environment());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Language language, JsonNode words) {
        var command = new ArrayList<String>();
        words.forEach(word -> command.add(word.asText()));
        var tool = command.getFirst();
        command.set(
                0,
                find(tool)
                        .orElseThrow(
                                () ->
                                        new SandboxUnavailable(
                                                "%s needs %s on this machine: install it, or Docker."
                                                        .formatted(language.name(), tool)))
                        .toString());
        return command;
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

    /// What a box has to show of the machine for this command to work, besides `/usr`: the folder above its `bin`.
    static Optional<Path> folderOf(Toolchain toolchain) {
        try {
            var tool = Path.of(toolchain.run().getFirst()).toRealPath();
            var folder = tool.resolve("../..").normalize();
            boolean shown = folder.startsWith("/usr") || folder.equals(folder.getRoot());
            return shown ? Optional.empty() : Optional.of(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
