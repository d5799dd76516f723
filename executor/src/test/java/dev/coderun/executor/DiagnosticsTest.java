package dev.coderun.executor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DiagnosticsTest {
    private static final LanguageCatalog LANGUAGES = LanguageCatalog.read(Path.of("languages"));

    @Test
    void coloursDoNotHideAMessage() {
        var printed =
                "\u001b[01m\u001b[Kmain.c:3:5:\u001b[m\u001b[K \u001b[01;31m\u001b[Kerror:"
                        + " \u001b[m\u001b[Kno\r\n";

        assertThat(ofBuild("c", printed, "main.c"))
                .containsExactly(new Diagnostic("main.c", 3, 5, Diagnostic.Severity.ERROR, "no"));
    }

    @Test
    void onlyTheProgramsOwnFilesAreNamed() {
        var printed =
                """
                /usr/include/stdio.h:1:1: error: theirs
                ../main.c:1:1: error: elsewhere
                ./main.c:1:1: note: ours
                """;

        assertThat(ofBuild("c", printed, "main.c"))
                .extracting(Diagnostic::text, Diagnostic::severity)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ours", Diagnostic.Severity.NOTE));
    }

    @Test
    void aBareNameMeansTheOnlyFileThatHasIt() {
        var trace = "Exception in thread \"main\" E\n\tat a.B.c(B.java:7)\n";

        assertThat(ofRun("java", trace, "a/B.java")).hasSize(1);
        assertThat(ofRun("java", trace, "a/B.java", "b/B.java")).isEmpty();
    }

    @Test
    void anUndefinedFunctionIsFoundThroughTheLinker() {
        var printed =
                """
                /usr/bin/ld: /tmp/cc.o: in function `main':
                /work/code/main.c:2:(.text+0xa): undefined reference to `f'
                """;

        assertThat(ofBuild("c", printed, "main.c")).extracting(Diagnostic::line).containsExactly(2);
    }

    @Test
    void aColumnThatIsToldAsBytesBeforeItCountsCharacters() {
        var printed =
                """
                \u2718 [ERROR] Unexpected ";"

                    main.ts:1:16:
                """;
        var files = Map.of("main.ts", "const größe = ;\n".getBytes(UTF_8));

        var found = LANGUAGES.find("typescript").orElseThrow().diagnostics();

        assertThat(found.ofBuild(printed, files))
                .containsExactly(
                        new Diagnostic(
                                "main.ts", 1, 15, Diagnostic.Severity.ERROR, "Unexpected \";\""));
    }

    @Test
    void thereAreAtMostAHundred() {
        assertThat(ofBuild("c", distinctErrors(500), "main.c")).hasSize(Diagnostics.MAX_FOUND);
    }

    @Test
    void aLongTextIsCut() {
        var text = "main.c:1:1: error: " + "x".repeat(5000);

        assertThat(ofBuild("c", text, "main.c").getFirst().text())
                .hasSize(Diagnostics.MAX_TEXT_CHARACTERS + 1);
    }

    static Stream<String> tiresome() {
        var lines =
                Stream.of(
                        "panic: x\n",
                        "Error\n    at \n",
                        "  File \"/work/code/main.py\", line 1\n    x\n",
                        "Exception in thread \"\" x\n\tat a/\n",
                        "error: x\n",
                        "main.c:1:1: ",
                        "/work/code/main.js:1\nx\n ",
                        " ",
                        "\n",
                        ":",
                        "\u001b[");
        return lines.map(line -> line.repeat(Diagnostics.MAX_READ_BYTES / line.length()));
    }

    @ParameterizedTest
    @MethodSource("tiresome")
    @Timeout(60)
    void noOutputTiresThePatternsOut(String printed) {
        for (var language : LANGUAGES.all()) {
            var files = files(language.entry());

            assertThat(language.diagnostics().ofBuild(printed, files)).isNotNull();
            assertThat(language.diagnostics().ofRun(printed, files)).isNotNull();
        }
    }

    private static String distinctErrors(int count) {
        var text = new StringBuilder();
        for (int line = 1; line <= count; line++) {
            text.append("main.c:").append(line).append(":1: error: no\n");
        }
        return text.toString();
    }

    private static List<Diagnostic> ofBuild(String language, String printed, String... paths) {
        return LANGUAGES.find(language).orElseThrow().diagnostics().ofBuild(printed, files(paths));
    }

    private static List<Diagnostic> ofRun(String language, String printed, String... paths) {
        return LANGUAGES.find(language).orElseThrow().diagnostics().ofRun(printed, files(paths));
    }

    private static Map<String, byte[]> files(String... paths) {
        return Stream.of(paths)
                .collect(
                        java.util.stream.Collectors.toMap(
                                path -> path, _ -> "int x;\n".repeat(1000).getBytes(UTF_8)));
    }
}
