package dev.coderun.server.problems;

import dev.coderun.executor.Language;
import dev.coderun.executor.WorkPath;
import dev.coderun.server.web.HttpProblem;
import dev.coderun.server.web.Problem;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// What somebody hands in, checked: a language that the problem allows, and text that fits it.
record NewSubmission(
        ProblemPackage problem, Language language, String entry, Map<String, String> files) {
    static final int MAX_FILES = 50;

    /// Throws a problem with a sentence for the program's author.
    NewSubmission {
        files = new TreeMap<>(files);
        if (!problem.allows(language.id())) {
            throw refused(
                    "language-not-allowed",
                    "This problem does not take "
                            + language.name()
                            + ". It takes "
                            + String.join(", ", problem.languages().stream().sorted().toList())
                            + ".");
        }
        if (files.isEmpty() || files.size() > MAX_FILES) {
            throw refused("bad-files", "A submission has 1 to " + MAX_FILES + " files.");
        }
        long bytes = 0;
        for (var file : files.entrySet()) {
            checkPath(file.getKey(), files);
            bytes += length(file.getKey(), file.getValue());
        }
        if (bytes > problem.maxCodeBytes()) {
            throw Problem.of(
                            413,
                            "source-too-large",
                            "Too large",
                            "The source has %d bytes, and this problem takes %d at most."
                                    .formatted(bytes, problem.maxCodeBytes()))
                    .thrown();
        }
        var first = files.get(entry);
        if (first == null || first.isBlank()) {
            throw refused("empty-source", "There is no source to judge in " + entry + ".");
        }
    }

    private static void checkPath(String path, Map<String, String> files) {
        WorkPath.fault(path)
                .ifPresent(
                        fault -> {
                            throw refused("bad-path", "A file's path " + fault);
                        });
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (files.containsKey(path.substring(0, slash))) {
                throw refused("bad-path", "A file's path goes through another file.");
            }
        }
        if (path.startsWith("coderun")) {
            throw refused("bad-path", "Files whose names begin with coderun are the judge's.");
        }
    }

    private static int length(String path, String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
        } catch (CharacterCodingException _) {
            throw refused("not-utf-8", "The file " + path + " cannot be written as UTF-8.");
        }
    }

    private static HttpProblem refused(String kind, String sentence) {
        return Problem.of(400, kind, "Not judged", sentence).thrown();
    }
}
