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
        var known = language.known();
        return new PistonRuntime(
                language,
                known.name(),
                VersionRange.Version.of(known.version().orElse(language.version())),
                known.aliases(),
                known.runtime());
    }
}
