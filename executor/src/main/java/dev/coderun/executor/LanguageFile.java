package dev.coderun.executor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads a language's folder: `language.json`, and the starter files in `template`.
record LanguageFile(int order, Language language) implements Comparable<LanguageFile> {
    static final String NAME = "language.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> REQUIRED =
            Set.of("name", "version", "entry", "monaco", "order", "run");
    private static final Set<String> OPTIONAL =
            Set.of("build", "sources", "environment", "npm", "parked", "forkedFrom", "compiler");

    static LanguageFile read(Path folder) throws IOException {
        var json = JSON.readTree(folder.resolve(NAME).toFile());
        checkKeys(folder, json);
        var toolchain =
                new Toolchain(
                        command(json, "build"),
                        strings(json.get("run")),
                        json.path("sources").asText(),
                        stringMap(json.path("environment")),
                        new Helpers(
                                command(json, "parked"),
                                command(json, "forkedFrom"),
                                command(json, "compiler")));
        var language =
                new Language(
                        folder.getFileName().toString(),
                        json.get("name").asText(),
                        json.get("version").asText(),
                        json.get("entry").asText(),
                        template(folder.resolve("template")),
                        json.get("monaco").asText(),
                        toolchain,
                        strings(json.path("npm")),
                        folder);
        return new LanguageFile(json.get("order").asInt(), language);
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
        for (var key : json.properties()) {
            if (!REQUIRED.contains(key.getKey()) && !OPTIONAL.contains(key.getKey())) {
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

    private static List<String> strings(JsonNode array) {
        var strings = new ArrayList<String>();
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
