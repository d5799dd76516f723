package dev.coderun.executor.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Helpers;
import dev.coderun.executor.Language;
import dev.coderun.executor.Program;
import dev.coderun.executor.TestTools;
import dev.coderun.executor.Toolchain;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What was built is used again where this is the same, and nowhere else.
final class BuildKeyTest {
    private static final Toolchain CC = toolchain(List.of("/bin/cc", "{sources}"), Map.of(), false);

    private final BuildKey usual =
            key(language("c", CC), "main.c", Map.of("main.c", "1", "a.c", "2"));

    @Test
    void theSameFilesAndTheSameCompilerMakeTheSame() {
        assertThat(key(language("c", CC), "main.c", Map.of("a.c", "2", "main.c", "1")))
                .isEqualTo(usual);
    }

    @Test
    void everyFilesTextAndPathCount() {
        var language = language("c", CC);

        assertThat(key(language, "main.c", Map.of("main.c", "1", "a.c", "3"))).isNotEqualTo(usual);
        assertThat(key(language, "main.c", Map.of("main.c", "1", "b.c", "2"))).isNotEqualTo(usual);
        assertThat(key(language, "main.c", Map.of("main.c", "1"))).isNotEqualTo(usual);
    }

    /// Else one file with the text of two would be taken for both.
    @Test
    void whereAFileEndsCounts() {
        var language = language("c", CC);

        assertThat(key(language, "main.c", Map.of("main.c", "1a.c2"))).isNotEqualTo(usual);
        assertThat(key(language, "main.c", Map.of("main.c", "", "x", "y")))
                .isNotEqualTo(key(language, "main.c", Map.of("main.c", "x", "y", "")));
    }

    @Test
    void whatItBeginsWithCounts() {
        assertThat(key(language("c", CC), "a.c", Map.of("main.c", "1", "a.c", "2")))
                .isNotEqualTo(usual);
    }

    @Test
    void theLanguageItsCommandAndItsEnvironmentCount() {
        var files = Map.of("main.c", "1", "a.c", "2");

        assertThat(key(language("cpp", CC), "main.c", files)).isNotEqualTo(usual);
        assertThat(
                        key(
                                language(
                                        "c", toolchain(List.of("/bin/cc", "-O2"), Map.of(), false)),
                                "main.c",
                                files))
                .isNotEqualTo(usual);
        assertThat(
                        key(
                                language(
                                        "c",
                                        toolchain(
                                                CC.build().orElseThrow(),
                                                Map.of("LANG", "C"),
                                                false)),
                                "main.c",
                                files))
                .isNotEqualTo(usual);
    }

    @Test
    void whetherTestsAreLeftOutCounts() {
        var files = Map.of("main.c", "1", "a.c", "2");

        assertThat(
                        key(
                                language("c", toolchain(CC.build().orElseThrow(), Map.of(), true)),
                                "main.c",
                                files))
                .isNotEqualTo(usual);
    }

    @Test
    void whatIsUnpackedDependsOnItsArchiveAlone() {
        var language = language("c", CC);
        var one = unpacked(language, Map.of("built.tar", "x", "main.c", "1"));

        assertThat(unpacked(language, Map.of("built.tar", "x", "main.c", "2"))).isEqualTo(one);
        assertThat(unpacked(language, Map.of("built.tar", "y", "main.c", "1"))).isNotEqualTo(one);
    }

    private static BuildKey key(Language language, String entry, Map<String, String> files) {
        var program = new Program(language, entry, List.of(), Map.of());
        return BuildKey.of(program, language.toolchain(), bytes(files));
    }

    private static BuildKey unpacked(Language language, Map<String, String> files) {
        var program =
                new Program(language, "main.c", List.of(), Map.of()).unpackedFrom("built.tar");
        return BuildKey.of(program, language.toolchain(), bytes(files));
    }

    private static Map<String, byte[]> bytes(Map<String, String> texts) {
        var files = new HashMap<String, byte[]>();
        texts.forEach((path, text) -> files.put(path, text.getBytes(UTF_8)));
        return files;
    }

    private static Toolchain toolchain(
            List<String> build, Map<String, String> environment, boolean testsApart) {
        var tests =
                new TestTools(
                        Pattern.compile("test"),
                        Pattern.compile("test"),
                        Optional.empty(),
                        List.of("/bin/test"),
                        testsApart);
        return new Toolchain(
                Optional.of(build),
                List.of("/bin/run"),
                List.of(".c"),
                environment,
                Helpers.NONE,
                "",
                Optional.of(tests),
                OptionalInt.empty(),
                Map.of());
    }

    private static Language language(String id, Toolchain toolchain) {
        return new Language(
                id,
                id,
                "17",
                "main.c",
                Map.of("main.c", ""),
                "c",
                toolchain,
                List.of(),
                Path.of("/nowhere"));
    }
}
