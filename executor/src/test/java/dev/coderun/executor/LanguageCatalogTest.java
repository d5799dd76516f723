package dev.coderun.executor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LanguageCatalogTest {
    private static final String DESCRIPTION =
            """
            {"name": "Test", "version": "1", "order": %d, "entry": "main.t", "monaco": "plaintext",
             "sources": ".t", "build": ["/bin/build", "-o", "out/{entry}", "{sources}"], "run": ["/bin/run", "{entry}"]}
            """;

    private static final long MEMORY = 128L << 20;

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
        var plain = DESCRIPTION.formatted(1).strip();
        return plain.substring(0, plain.length() - 1) + ", " + more + "}";
    }

    @Test
    void commandsAreFilledInWordByWord() throws IOException {
        describe("test", DESCRIPTION.formatted(1));
        var toolchain = LanguageCatalog.read(folder).find("test").orElseThrow().toolchain();
        var files = files(Map.of("main.t", "", "-x.t", "", "notes.txt", ""));

        assertThat(toolchain.buildCommand("main.t", files).orElseThrow())
                .containsExactly("/bin/build", "-o", "out/main.t", "./-x.t", "./main.t");
        assertThat(toolchain.runCommand("main.t", files, List.of("{entry}", "a b"), MEMORY))
                .containsExactly("/bin/run", "main.t", "{entry}", "a b");
    }

    @Test
    void aRuntimeIsToldHowLargeItsHeapMayBe() throws IOException {
        describe(
                "test",
                DESCRIPTION
                        .formatted(1)
                        .replace("[\"/bin/run\",", "[\"/bin/run\", \"-heap{heapMiB}m\","));
        var toolchain = LanguageCatalog.read(folder).find("test").orElseThrow().toolchain();
        var files = files(Map.of("{heapMiB}.t", ""));

        assertThat(toolchain.runCommand("{heapMiB}.t", files, List.of("{heapMiB}"), MEMORY))
                .containsExactly("/bin/run", "-heap96m", "{heapMiB}.t", "{heapMiB}");
        assertThat(toolchain.runCommand("main.t", files, List.of(), Limits.MIN_MEMORY_BYTES))
                .containsExactly("/bin/run", "-heap8m", "main.t");
    }

    @Test
    void theSignalOfARuntimeWithoutMemoryIsKnownAtEveryEffort() throws IOException {
        describe("test", described("\"outOfMemorySignal\": 6, \"full\": {\"uses\": \"opt 1\"}"));
        var toolchain = LanguageCatalog.read(folder).find("test").orElseThrow().toolchain();

        assertThat(toolchain.outOfMemorySignal()).hasValue(6);
        assertThat(toolchain.at(Effort.FULL).outOfMemorySignal()).hasValue(6);
    }

    @Test
    void testsAreFoundByPathAndTextAndRunByTheirOwnTools() throws IOException {
        describe(
                "test",
                described(
                        """
                        "tests": {"files": "[.]t$", "text": "^test ", "build": ["/bin/b", "{tests}"],
                            "run": ["/bin/runner"]}\
                        """));
        var toolchain = LanguageCatalog.read(folder).find("test").orElseThrow().toolchain();
        var files =
                files(
                        Map.of(
                                "b.t",
                                "x\ntest 1",
                                "a.t",
                                "test 2",
                                "no.t",
                                " test",
                                "a.txt",
                                "test "));

        assertThat(toolchain.tests().orElseThrow().filesIn(files)).containsExactly("a.t", "b.t");
        assertThat(toolchain.forTests().buildCommand("main.t", files).orElseThrow())
                .containsExactly("/bin/b", "./a.t", "./b.t");
        assertThat(toolchain.forTests().runCommand("main.t", files, List.of(), MEMORY))
                .containsExactly("/bin/runner");
    }

    @Test
    void testsBehindTheBeginningOfAFileAreNotLookedFor() throws IOException {
        describe(
                "test",
                described("\"tests\": {\"files\": \"t\", \"text\": \"^test\", \"run\": [\"/r\"]}"));
        var tools = LanguageCatalog.read(folder).find("test").orElseThrow().toolchain().tests();
        var space = "\n".repeat(TestTools.MAX_READ_BYTES - 4);

        assertThat(tools.orElseThrow().filesIn(files(Map.of("in.t", space + "test"))))
                .containsExactly("in.t");
        assertThat(tools.orElseThrow().filesIn(files(Map.of("out.t", space + "\ntest")))).isEmpty();
    }

    @Test
    void aLanguageWithoutUnitTestsHasNoneToRun() throws IOException {
        describe("test", DESCRIPTION.formatted(1));
        var toolchain = LanguageCatalog.read(folder).find("test").orElseThrow().toolchain();

        assertThatThrownBy(toolchain::forTests).hasMessageContaining("no unit tests");
    }

    private static Map<String, byte[]> files(Map<String, String> texts) {
        return texts.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, file -> file.getValue().getBytes(UTF_8)));
    }

    private void describe(String id, String json) throws IOException {
        var template = Files.createDirectories(folder.resolve(id).resolve("template"));
        Files.writeString(template.resolve("main.t"), "hello");
        Files.writeString(folder.resolve(id).resolve("language.json"), json);
    }
}
