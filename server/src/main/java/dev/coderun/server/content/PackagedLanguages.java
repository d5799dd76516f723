package dev.coderun.server.content;

import dev.coderun.server.problems.ProblemPackage.PackagedProgram;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which language a program in a package is written in, and what the format's names for languages are here.
final class PackagedLanguages {
    private static final Map<String, String> BY_ENDING =
            Map.ofEntries(
                    Map.entry("py", "python"),
                    Map.entry("java", "java"),
                    Map.entry("cpp", "cpp"),
                    Map.entry("cc", "cpp"),
                    Map.entry("cxx", "cpp"),
                    Map.entry("c", "c"),
                    Map.entry("js", "javascript"),
                    Map.entry("ts", "typescript"),
                    Map.entry("go", "go"),
                    Map.entry("rs", "rust"),
                    Map.entry("sh", "bash"));
    private static final Map<String, String> BY_CODE =
            Map.of("python3", "python", "c++", "cpp", "javascript", "javascript", "golang", "go");

    private PackagedLanguages() {}

    static Optional<String> ofCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    static Optional<String> ofFile(String path) {
        return Optional.ofNullable(BY_ENDING.get(path.substring(path.lastIndexOf('.') + 1)));
    }

    /// A program of these files: its language is that of its sources, and it begins with the only one, or with the one
    /// that is called `main`, `Main`, `validate` or `validator`.
    static Optional<PackagedProgram> program(Map<String, byte[]> files) {
        var sources = files.keySet().stream().filter(path -> ofFile(path).isPresent()).toList();
        var languages =
                sources.stream().map(path -> ofFile(path).orElseThrow()).distinct().toList();
        if (languages.size() != 1) {
            return Optional.empty();
        }
        return entry(sources).map(entry -> new PackagedProgram(languages.getFirst(), entry, files));
    }

    private static Optional<String> entry(List<String> sources) {
        return sources.size() == 1
                ? Optional.of(sources.getFirst())
                : sources.stream()
                        .filter(path -> path.matches("([Mm]ain|validate|validator)\\.[a-z]+"))
                        .findFirst();
    }
}
