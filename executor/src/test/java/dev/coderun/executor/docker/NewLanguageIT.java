package dev.coderun.executor.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.Language;
import dev.coderun.executor.Limits;
import dev.coderun.executor.Program;
import dev.coderun.executor.Recorder;
import dev.coderun.executor.RunInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A language that nobody has thought of is a folder, and nothing else: its image is built, its programs run.
@Timeout(300)
final class NewLanguageIT {
    private static final String OWNER = "new-language";

    @TempDir private Path languages;

    @Test
    void aFolderIsAllThatANewLanguageNeeds() throws Exception {
        var folder = languages.resolve("awk");
        Files.createDirectories(folder.resolve("template"));
        Files.writeString(folder.resolve("template/main.awk"), "{ print \"Hello, \" $0 \"!\" }\n");
        Files.writeString(
                folder.resolve("Dockerfile"),
                """
                ARG BASE_IMAGE=debian:trixie-slim
                ARG AGENT_IMAGE
                FROM ${AGENT_IMAGE} AS agent
                FROM ${BASE_IMAGE}
                COPY --from=agent /agent /agent
                """);
        Files.writeString(
                folder.resolve("language.json"),
                """
                {"name": "AWK", "version": "1.3", "order": 1, "monaco": "plaintext", "entry": "main.awk",
                 "run": ["/usr/bin/awk", "-f", "{entry}"],
                 "diagnostics": {"run": ["(?<file>[^ :\\n]+): line (?<line>\\\\d+): (?<text>.*)"]}}
                """);

        try (var sandbox = TestSandbox.started(new DockerSandbox(settings()))) {
            var awk = sandbox.languages().find("awk").orElseThrow();
            try (var box = sandbox.open(awk)) {
                box.setFiles(Map.of(awk.entry(), text(awk).getBytes(UTF_8)));
                var greeted = new Recorder();
                box.start(program(awk), stdin("Ada\n"), Limits.standard(), greeted).await();
                assertThat(greeted.stdout()).isEqualTo("Hello, Ada!\n");

                box.setFiles(Map.of("main.awk", "BEGIN {\n  print (\n}\n".getBytes(UTF_8)));
                var wrong = new Recorder();
                box.start(program(awk), RunInput.none(), Limits.standard(), wrong).await();
                assertThat(wrong.diagnostics())
                        .as(wrong.stderr())
                        .extracting(Diagnostic::path)
                        .contains("main.awk");
            } finally {
                removeImageOf(awk);
            }
        }
    }

    private DockerSandboxSettings settings() {
        var usual = TestSandbox.settings(OWNER, 0);
        return new DockerSandboxSettings(
                languages,
                usual.agentFolder(),
                usual.dockerHost(),
                usual.baseImage(),
                usual.owner(),
                usual.boxesAhead(),
                usual.boxLimits(),
                usual.firstUid());
    }

    private void removeImageOf(Language language) throws IOException {
        try (var engine = new Engine(settings().dockerHost())) {
            var name = new Images(engine, engine.info(), settings()).nameOf(language);
            engine.control().removeImageCmd(name).withForce(true).exec();
        }
    }

    private static String text(Language language) {
        return Objects.requireNonNull(language.template().get(language.entry()));
    }

    private static Program program(Language language) {
        return new Program(language, language.entry(), List.of(), Map.of());
    }

    private static RunInput stdin(String text) {
        return new RunInput.Pipes(text.getBytes(UTF_8), false);
    }
}
