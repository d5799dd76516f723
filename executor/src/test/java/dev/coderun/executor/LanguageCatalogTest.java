package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LanguageCatalogTest {
    private static final String DESCRIPTION =
            """
            {"name": "Test", "version": "1", "order": %d, "entry": "main.t", "monaco": "plaintext",
             "sources": ".t", "build": ["/bin/build", "-o", "out/{entry}", "{sources}"], "run": ["/bin/run", "{entry}"]}
            """;

    @TempDir Path folder;

    @Test
    void theFoldersOfThisModuleAreLanguages() {
        var languages = LanguageCatalog.read(Path.of("languages"));

        assertThat(languages.all().stream().map(Language::id))
                .containsExactly(
                        "python",
                        "java",
                        "javascript",
                        "typescript",
                        "c",
                        "cpp",
                        "go",
                        "rust",
                        "bash");
        assertThat(languages.find("python").orElseThrow().template()).containsKey("main.py");
        assertThat(languages.find("cobol")).isEmpty();
    }

    @Test
    void aFolderWithADescriptionIsALanguage() throws IOException {
        describe("late", DESCRIPTION.formatted(2));
        describe("early", DESCRIPTION.formatted(1));
        Files.createDirectory(folder.resolve("not-a-language"));

        var languages = LanguageCatalog.read(folder);

        assertThat(languages.all().stream().map(Language::id)).containsExactly("early", "late");
        assertThat(languages.find("early").orElseThrow().template())
                .containsEntry("main.t", "hello");
    }

    @Test
    void anUnknownKeyIsRefusedByName() throws IOException {
        describe("odd", DESCRIPTION.formatted(1).replace("\"sources\"", "\"sauces\""));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LanguageCatalog.read(folder))
                .withMessageContaining("sauces");
    }

    @Test
    void aMissingKeyIsNamed() throws IOException {
        describe("odd", "{}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LanguageCatalog.read(folder))
                .withMessageContaining("has no");
    }

    @Test
    void anUnknownKeyOfAVariantIsRefusedByName() throws IOException {
        describe("odd", described("\"full\": {\"bilud\": []}"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LanguageCatalog.read(folder))
                .withMessageContaining("bilud");
    }

    @Test
    void aVariantHasTheRestFromItsLanguage() throws IOException {
        describe(
                "test",
                described("\"full\": {\"build\": [\"/bin/optimise\"], \"uses\": \"opt 1\"}"));
        var toolchain = LanguageCatalog.read(folder).find("test").orElseThrow().toolchain();

        assertThat(toolchain.at(Effort.FULL).build()).contains(List.of("/bin/optimise"));
        assertThat(toolchain.at(Effort.FULL).run()).isEqualTo(toolchain.run());
        assertThat(toolchain.at(Effort.FULL).uses()).isEqualTo("opt 1");
        assertThat(toolchain.at(Effort.LIVE)).isEqualTo(toolchain);
    }

    @Test
    void whatOthersCallItIsItsIdUnlessTold() throws IOException {
        describe("plain", DESCRIPTION.formatted(1));
        describe("cpp", described("\"known\": {\"name\": \"c++\", \"aliases\": [\"g++\"]}"));
        var languages = LanguageCatalog.read(folder);

        assertThat(languages.find("plain").orElseThrow().known().name()).isEqualTo("plain");
        assertThat(languages.find("cpp").orElseThrow().known().name()).isEqualTo("c++");
        assertThat(languages.find("cpp").orElseThrow().known().aliases()).containsExactly("g++");
    }

    private static String described(String more) {
        return DESCRIPTION.formatted(1).strip().replaceFirst("}$", ", " + more + "}");
    }

    @Test
    void commandsAreFilledInWordByWord() throws IOException {
        describe("test", DESCRIPTION.formatted(1));
        var toolchain = LanguageCatalog.read(folder).find("test").orElseThrow().toolchain();
        var paths = List.of("main.t", "-x.t", "notes.txt");

        assertThat(toolchain.buildCommand("main.t", paths).orElseThrow())
                .containsExactly("/bin/build", "-o", "out/main.t", "./-x.t", "./main.t");
        assertThat(toolchain.runCommand("main.t", paths, List.of("{entry}", "a b")))
                .containsExactly("/bin/run", "main.t", "{entry}", "a b");
    }

    private void describe(String id, String json) throws IOException {
        var template = Files.createDirectories(folder.resolve(id).resolve("template"));
        Files.writeString(template.resolve("main.t"), "hello");
        Files.writeString(folder.resolve(id).resolve("language.json"), json);
    }
}
