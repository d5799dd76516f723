package dev.coderun.server.problems;

import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageCatalog;
import dev.coderun.executor.judge.SourceProgram;
import dev.coderun.executor.judge.Task;
import dev.coderun.executor.judge.Validation;
import dev.coderun.server.problems.ProblemPackage.PackagedProgram;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The problems that are offered, the easier first, and what their submissions are judged by.
public final class ProblemCatalog {
    private final Map<String, ProblemPackage> problems = new LinkedHashMap<>();
    private final Map<String, Task> tasks = new LinkedHashMap<>();

    /// Throws `IllegalArgumentException` for a validator in a language that is not here.
    public ProblemCatalog(Collection<ProblemPackage> packages, LanguageCatalog languages) {
        packages.stream()
                .sorted(
                        Comparator.comparingInt(ProblemPackage::level)
                                .thenComparing(ProblemPackage::name))
                .forEach(
                        problem -> {
                            problems.put(problem.id(), problem);
                            tasks.put(problem.id(), task(problem, languages));
                        });
    }

    private static Task task(ProblemPackage problem, LanguageCatalog languages) {
        return new Task(
                problem.limits(),
                validation(problem, languages),
                problem.tests(),
                problem.hasScore());
    }

    private static Validation validation(ProblemPackage problem, LanguageCatalog languages) {
        if (problem.validator().isEmpty()) {
            return new Validation.Default();
        }
        var validator = program(problem.validator().get(), languages);
        return problem.isInteractive()
                ? new Validation.Interactive(validator, problem.validatorLimits())
                : new Validation.Custom(validator, problem.validatorLimits());
    }

    /// A program of a package, in one of our languages.
    public static SourceProgram program(PackagedProgram program, LanguageCatalog languages) {
        var language =
                languages
                        .find(program.language())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "There is no language "
                                                        + program.language()
                                                        + "."));
        return new SourceProgram(language, program.entry(), program.files());
    }

    public List<ProblemPackage> all() {
        return List.copyOf(problems.values());
    }

    public Optional<ProblemPackage> find(String id) {
        return Optional.ofNullable(problems.get(id));
    }

    public Optional<Task> task(String id) {
        return Optional.ofNullable(tasks.get(id));
    }

    /// What a new session for a problem begins with: the package's starter for the language if it has one. Empty if
    /// there is no such problem.
    public Optional<Map<String, String>> starter(String problemId, Language language) {
        return find(problemId)
                .map(
                        problem -> {
                            var suffix = suffix(language.entry());
                            return problem.attachments().entrySet().stream()
                                    .filter(file -> suffix(file.getKey()).equals(suffix))
                                    .min(Map.Entry.comparingByKey())
                                    .map(
                                            file ->
                                                    Map.of(
                                                            language.entry(),
                                                            new String(
                                                                    file.getValue(),
                                                                    StandardCharsets.UTF_8)))
                                    .orElse(language.template());
                        });
    }

    private static String suffix(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
