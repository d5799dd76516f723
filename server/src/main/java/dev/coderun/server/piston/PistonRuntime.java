package dev.coderun.server.piston;

import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.Sandbox;
import java.util.List;
import java.util.Optional;

/// A language as Piston's clients know it.
record PistonRuntime(
        Language language,
        String name,
        VersionRange.Version version,
        List<String> aliases,
        Optional<String> runtime) {

    /// Those that can be run now.
    static List<PistonRuntime> all(Sandbox sandbox) {
        return sandbox.languages().all().stream()
                .filter(one -> sandbox.languageState(one) instanceof LanguageState.Ready)
                .map(PistonRuntime::of)
                .toList();
    }

    /// The newest that goes by this name, or has it as an alias, and whose version is in the range.
    static Optional<PistonRuntime> find(Sandbox sandbox, String name, String range) {
        return VersionRange.parse(range)
                .flatMap(
                        versions ->
                                all(sandbox).stream()
                                        .filter(one -> one.goesBy(name))
                                        .filter(one -> versions.contains(one.version()))
                                        .max(
                                                (one, other) ->
                                                        one.version().compareTo(other.version())));
    }

    private boolean goesBy(String wanted) {
        return name.equals(wanted) || aliases.contains(wanted);
    }

    private static PistonRuntime of(Language language) {
        var version = VersionRange.Version.of(language.version());
        return switch (language.id()) {
            case "cpp" -> named(language, "c++", version, List.of("cpp", "g++"));
            case "c" -> named(language, "c", version, List.of("gcc"));
            case "python" -> named(language, "python", version, List.of("py", "py3", "python3"));
            case "rust" -> named(language, "rust", version, List.of("rs"));
            case "bash" -> named(language, "bash", version, List.of("sh"));
            case "go" -> named(language, "go", version, List.of("golang"));
            case "javascript" ->
                    new PistonRuntime(
                            language,
                            "javascript",
                            version,
                            List.of("node-javascript", "node-js", "js"),
                            Optional.of("node"));
            case "typescript" ->
                    new PistonRuntime(
                            language,
                            "typescript",
                            version,
                            List.of("node-typescript", "node-ts", "ts"),
                            Optional.of("node"));
            default -> named(language, language.id(), version, List.of());
        };
    }

    private static PistonRuntime named(
            Language language, String name, VersionRange.Version version, List<String> aliases) {
        return new PistonRuntime(language, name, version, aliases, Optional.empty());
    }
}
