package dev.coderun.server.piston;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.executor.Effort;
import dev.coderun.executor.Limits;
import dev.coderun.executor.Program;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.WorkPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What to run: the body of `execute`, and the same in an `init` message, checked in Piston's order and words.
record PistonRequest(
        PistonRuntime runtime,
        Program program,
        Map<String, byte[]> files,
        String stdin,
        Limits limits,
        Duration compileTimeout) {

    /// Throws a [PistonRefusal].
    static PistonRequest parse(JsonNode body, Sandbox sandbox, PistonSettings settings) {
        var language = requiredText(body, "language");
        var version = requiredText(body, "version");
        var files = body.path("files");
        if (!files.isArray()) {
            throw new PistonRefusal("files is required as an array");
        }
        if (files.size() > PistonSettings.MAX_FILES) {
            throw new PistonRefusal("files cannot be more than " + PistonSettings.MAX_FILES);
        }
        for (int i = 0; i < files.size(); i++) {
            if (!files.get(i).path("content").isTextual()) {
                throw new PistonRefusal("files[" + i + "].content is required as a string");
            }
        }
        var runtime =
                PistonRuntime.find(sandbox, language, version)
                        .orElseThrow(
                                () ->
                                        new PistonRefusal(
                                                shown(language)
                                                        + "-"
                                                        + shown(version)
                                                        + " runtime is unknown"));
        var contents = new TreeMap<String, byte[]>();
        var entry = readFiles(files, runtime, contents);
        var limits = limits(body, settings);
        var compileTimeout = time(body, "compile_timeout", settings.compileTimeout());
        return new PistonRequest(
                runtime,
                program(runtime, entry, body),
                contents,
                optionalText(body, "stdin"),
                limits,
                compileTimeout);
    }

    /// Fills `contents` and returns the entry: the first file that is text.
    private static String readFiles(
            JsonNode files, PistonRuntime runtime, Map<String, byte[]> contents) {
        Optional<String> entry = Optional.empty();
        for (int i = 0; i < files.size(); i++) {
            var file = files.get(i);
            var isText = isText(file);
            var unnamed =
                    entry.isEmpty() && isText ? runtime.language().entry() : "file" + i + ".code";
            var name = file.path("name").asText("");
            var path = name.isEmpty() ? unnamed : name;
            WorkPath.fault(path)
                    .ifPresent(
                            fault -> {
                                throw new PistonRefusal(
                                        "The file name \"" + shown(path) + "\" " + fault);
                            });
            if (contents.put(path, content(file, i)) != null) {
                throw new PistonRefusal("files has \"" + path + "\" twice");
            }
            if (entry.isEmpty() && isText) {
                entry = Optional.of(path);
            }
        }
        return entry.orElseThrow(
                () -> new PistonRefusal("files must include at least one utf8 encoded file"));
    }

    private static boolean isText(JsonNode file) {
        return !List.of("base64", "hex").contains(file.path("encoding").asText());
    }

    private static byte[] content(JsonNode file, int index) {
        var text = file.path("content").asText();
        try {
            return switch (file.path("encoding").asText()) {
                case "base64" -> Base64.getMimeDecoder().decode(text);
                case "hex" -> HexFormat.of().parseHex(text);
                default -> text.getBytes(UTF_8);
            };
        } catch (IllegalArgumentException e) {
            throw new PistonRefusal("files[" + index + "].content is not in its encoding");
        }
    }

    private static Program program(PistonRuntime runtime, String entry, JsonNode body) {
        var arguments = new ArrayList<String>();
        var given = body.path("args");
        if (given.size() > PistonSettings.MAX_ARGUMENTS) {
            throw new PistonRefusal("args cannot be more than " + PistonSettings.MAX_ARGUMENTS);
        }
        for (var argument : given) {
            arguments.add(argument.asText());
        }
        try {
            return new Program(runtime.language(), entry, arguments, Map.of()).with(Effort.FULL);
        } catch (IllegalArgumentException e) {
            throw new PistonRefusal(String.valueOf(e.getMessage()));
        }
    }

    /// Checked in Piston's order: memory, then time, then CPU time; of the compiler first.
    private static Limits limits(JsonNode body, PistonSettings settings) {
        memory(body, "compile_memory_limit", settings.memoryBytes());
        long memoryBytes = memory(body, "run_memory_limit", settings.memoryBytes());
        time(body, "compile_timeout", settings.compileTimeout());
        var wall = time(body, "run_timeout", settings.runTimeout());
        time(body, "compile_cpu_time", settings.compileCpuTime());
        var cpu = time(body, "run_cpu_time", settings.runCpuTime());
        return Limits.standard()
                .withWall(atLeast(wall, Limits.MIN_TIME))
                .withCpu(atLeast(cpu, Limits.MIN_TIME))
                .withMemoryBytes(Math.max(memoryBytes, Limits.MIN_MEMORY_BYTES));
    }

    private static Duration time(JsonNode body, String name, Duration configured) {
        return Duration.ofMillis(number(body, name, configured.toMillis()));
    }

    /// −1 asks for no limit of its own, and gets the configured one.
    private static long memory(JsonNode body, String name, long configuredBytes) {
        return body.path(name).asLong() == -1
                ? configuredBytes
                : number(body, name, configuredBytes);
    }

    private static long number(JsonNode body, String name, long configured) {
        var given = body.path(name);
        if (given.isMissingNode() || given.isNull() || isZero(given)) {
            return configured;
        }
        if (!given.isNumber()) {
            throw new PistonRefusal("If specified, " + name + " must be a number");
        }
        if (given.asDouble() > configured) {
            throw new PistonRefusal(name + " cannot exceed the configured limit of " + configured);
        }
        if (given.asDouble() < 0) {
            throw new PistonRefusal(name + " must be non-negative");
        }
        return given.asLong();
    }

    private static boolean isZero(JsonNode given) {
        return given.isNumber() && given.asDouble() == 0;
    }

    private static Duration atLeast(Duration wanted, Duration least) {
        return wanted.compareTo(least) < 0 ? least : wanted;
    }

    private static String requiredText(JsonNode body, String name) {
        var text = optionalText(body, name);
        if (text.isEmpty()) {
            throw new PistonRefusal(name + " is required as a string");
        }
        return text;
    }

    private static String optionalText(JsonNode body, String name) {
        return body.path(name).isTextual() ? body.path(name).asText() : "";
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
