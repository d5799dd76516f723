package dev.coderun.executor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads a language's folder: `language.json`, and the starter files in `template`.
record LanguageFile(int order, Language language) implements Comparable<LanguageFile> {
    static final String NAME = "language.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> REQUIRED =
            Set.of("name", "version", "entry", "monaco", "order", "run");
    private static final Set<String> OPTIONAL =
            Set.of(
                    "build",
                    "sources",
                    "environment",
                    "npm",
                    "parked",
                    "forkedFrom",
                    "compiler",
                    "uses",
                    "live",
                    "check",
                    "full",
                    "diagnostics",
                    "tests",
                    "outOfMemorySignal",
                    "known");
    private static final Set<String> KNOWN =
            Stream.concat(REQUIRED.stream(), OPTIONAL.stream()).collect(Collectors.toSet());
    private static final Set<String> OF_VARIANT = Set.of("build", "run", "uses");
    private static final Set<String> OF_TESTS = Set.of("files", "text", "build", "run", "apart");
    private static final Set<String> OF_DIAGNOSTICS = Set.of("build", "run");
    private static final Set<String> OF_KNOWN = Set.of("name", "aliases", "version", "runtime");

    static LanguageFile read(Path folder) throws IOException {
        var json = JSON.readTree(folder.resolve(NAME).toFile());
        checkKeys(folder, json);
        var id = folder.getFileName().toString();
        var language =
                new Language(
                        id,
                        json.get("name").asText(),
                        json.get("version").asText(),
                        json.get("entry").asText(),
                        template(folder.resolve("template")),
                        json.get("monaco").asText(),
                        toolchain(json),
                        strings(json.path("npm")),
                        new Diagnostics(
                                patterns(json.at("/diagnostics/build")),
                                patterns(json.at("/diagnostics/run"))),
                        new Language.Known(
                                json.at("/known/name").asText(id),
                                strings(json.at("/known/aliases")),
                                word(json.at("/known/version")),
                                word(json.at("/known/runtime"))),
                        folder);
        return new LanguageFile(json.get("order").asInt(), language);
    }

    /// The ordinary one, with those for other efforts: each has what it does not say itself from this.
    private static Toolchain toolchain(JsonNode json) {
        var variants = new EnumMap<Effort, Toolchain>(Effort.class);
        if (json.has("live")) {
            variants.put(Effort.LIVE, variant(json, json.get("live")));
        }
        if (json.has("check")) {
            variants.put(Effort.CHECK, variant(json, json.get("check")));
        }
        if (json.has("full")) {
            variants.put(Effort.FULL, variant(json, json.get("full")));
        }
        return new Toolchain(
                command(json, "build"),
                strings(json.get("run")),
                strings(json.path("sources")),
                stringMap(json.path("environment")),
                new Helpers(
                        command(json, "parked"),
                        command(json, "forkedFrom"),
                        command(json, "compiler")),
                json.path("uses").asText(),
                tests(json),
                outOfMemorySignal(json),
                variants);
    }

    private static Toolchain variant(JsonNode json, JsonNode variant) {
        return new Toolchain(
                command(variant.has("build") ? variant : json, "build"),
                strings(variant.has("run") ? variant.get("run") : json.get("run")),
                strings(json.path("sources")),
                stringMap(json.path("environment")),
                Helpers.NONE,
                variant.path("uses").asText(json.path("uses").asText()),
                tests(json),
                outOfMemorySignal(json),
                Map.of());
    }

    private static OptionalInt outOfMemorySignal(JsonNode json) {
        return json.has("outOfMemorySignal")
                ? OptionalInt.of(json.get("outOfMemorySignal").asInt())
                : OptionalInt.empty();
    }

    private static Optional<TestTools> tests(JsonNode json) {
        if (!json.has("tests")) {
            return Optional.empty();
        }
        var tests = json.get("tests");
        return Optional.of(
                new TestTools(
                        Pattern.compile(tests.path("files").asText()),
                        Pattern.compile(tests.path("text").asText(), Pattern.MULTILINE),
                        command(tests, "build"),
                        strings(tests.path("run")),
                        tests.path("apart").asBoolean()));
    }

    @Override
    public int compareTo(LanguageFile other) {
        return Comparator.comparingInt(LanguageFile::order)
                .thenComparing(file -> file.language().name())
                .compare(this, other);
    }

    private static void checkKeys(Path folder, JsonNode json) {
        for (var key : REQUIRED) {
            if (!json.has(key)) {
                throw new IllegalArgumentException(
                        folder.resolve(NAME) + " has no \"" + key + "\".");
            }
        }
        checkKnown(folder, json, KNOWN);
        checkKnown(folder, json.path("live"), OF_VARIANT);
        checkKnown(folder, json.path("check"), OF_VARIANT);
        checkKnown(folder, json.path("full"), OF_VARIANT);
        checkKnown(folder, json.path("diagnostics"), OF_DIAGNOSTICS);
        checkKnown(folder, json.path("tests"), OF_TESTS);
        checkKnown(folder, json.path("known"), OF_KNOWN);
    }

    private static void checkKnown(Path folder, JsonNode object, Set<String> known) {
        for (var key : object.properties()) {
            if (!known.contains(key.getKey())) {
                throw new IllegalArgumentException(
                        folder.resolve(NAME) + " has the unknown key \"" + key.getKey() + "\".");
            }
        }
    }

    private static Map<String, String> template(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var path = folder.relativize(file).toString().replace('\\', '/');
                texts.put(WorkPath.checked(path), Files.readString(file));
            }
        }
        return texts;
    }

    private static Optional<List<String>> command(JsonNode json, String key) {
        return json.has(key) ? Optional.of(strings(json.get(key))) : Optional.empty();
    }

    private static Optional<String> word(JsonNode text) {
        return Optional.of(text.asText()).filter(word -> !word.isEmpty());
    }

    private static List<Pattern> patterns(JsonNode array) {
        return strings(array).stream()
                .map(pattern -> Pattern.compile(pattern, Pattern.MULTILINE))
                .toList();
    }

    /// A single word may stand without an array around it.
    private static List<String> strings(JsonNode array) {
        var strings = new ArrayList<String>();
        if (array.isTextual()) {
            strings.add(array.asText());
        }
        array.forEach(element -> strings.add(element.asText()));
        return strings;
    }

    private static Map<String, String> stringMap(JsonNode object) {
        var strings = new TreeMap<String, String>();
        object.properties()
                .forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
        return strings;
    }
}
