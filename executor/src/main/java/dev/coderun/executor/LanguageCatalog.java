package dev.coderun.executor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The languages that there are, in the order in which a picker shows them.
public final class LanguageCatalog {
    private final List<Language> languages;

    public LanguageCatalog(List<Language> languages) {
        this.languages = List.copyOf(languages);
    }

    /// One language for each folder in here that has a `language.json`.
    public static LanguageCatalog read(Path folder) {
        var described = new ArrayList<LanguageFile>();
        try (var folders = Files.list(folder)) {
            for (var each : folders.sorted().toList()) {
                if (Files.isRegularFile(each.resolve(LanguageFile.NAME))) {
                    described.add(LanguageFile.read(each));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The languages in " + folder + " cannot be read", e);
        }
        return new LanguageCatalog(
                described.stream().sorted().map(LanguageFile::language).toList());
    }

    public List<Language> all() {
        return languages;
    }

    public Optional<Language> find(String id) {
        return languages.stream().filter(language -> language.id().equals(id)).findFirst();
    }
}
