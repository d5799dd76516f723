package dev.coderun.executor.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.executor.LanguageCatalog;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.SandboxUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a local sandbox leaves behind, and what it says when it cannot serve.
final class LocalTroubleIT {
    @TempDir Path folder;

    @Test
    void aClosedSandboxLeavesNoCgroup() throws IOException {
        var sandbox = LocalTestSandbox.start("trouble");
        sandbox.open(sandbox.languages().find("python").orElseThrow());

        sandbox.close();

        LocalTestSandbox.assertNothingIsLeft("trouble");
    }

    @Test
    void aLanguageWhoseToolsAreNotHereSaysSo() throws IOException {
        var template = Files.createDirectories(folder.resolve("cobol/template"));
        Files.writeString(template.resolve("main.cob"), "");
        Files.writeString(
                folder.resolve("cobol/language.json"),
                """
                {"name": "COBOL", "version": "1", "order": 1, "entry": "main.cob", "monaco": "plaintext",
                 "run": ["/usr/bin/cobol-of-nobody"]}
                """);
        Files.writeString(folder.resolve("cobol/local.json"), "{\"run\": [\"cobol-of-nobody\"]}");
        var cobol = LanguageCatalog.read(folder).find("cobol").orElseThrow();

        assertThatThrownBy(() -> LocalToolchains.onThisMachine(cobol))
                .isInstanceOf(SandboxUnavailable.class)
                .hasMessageContaining("cobol-of-nobody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "java", "javascript", "c", "cpp", "bash"})
    void aLanguageOfThisMachineIsReadyInItsOwnVersion(String id) {
        try (var sandbox = LocalTestSandbox.start("languages")) {
            var language = sandbox.languages().find(id).orElseThrow();

            assertThat(sandbox.languageState(language)).isInstanceOf(LanguageState.Ready.class);
            assertThat(language.version()).matches("\\d+\\.\\d.*");
        }
    }
}
