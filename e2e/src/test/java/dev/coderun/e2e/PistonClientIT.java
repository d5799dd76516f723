package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coderun.e2e.support.Api;
import dev.coderun.e2e.support.Project;
import dev.coderun.e2e.support.RunningServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// npm's `piston-client`, unmodified, finds what it knows of Piston.
@Timeout(600)
class PistonClientIT {
    private static final Duration IMAGES = Duration.ofMinutes(6);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.startWith(Map.of("CODERUN_ANONYMOUS_EXECUTION", "on"));
        var api = new Api(server.address());
        eventually(
                IMAGES,
                "Python and Java are there",
                () -> api.languageIsReady("python") && api.languageIsReady("java"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void itListsTheRuntimesAndRunsAProgramWithInputAndArguments() throws Exception {
        var told =
                client(
                        "python",
                        "import sys; print(sys.argv[1:], input())",
                        "{\"stdin\": \"typed\", \"args\": [\"a\"]}");

        assertThat(told.path("runtimes").findValuesAsText("language")).contains("python", "java");
        var run = told.path("answer").path("run");
        assertThat(run.path("stdout").asText()).isEqualTo("['a'] typed\n");
        assertThat(run.path("code").asInt()).isZero();
        assertThat(run.path("signal").isNull()).isTrue();
    }

    @Test
    void aProgramThatDoesNotCompileShowsTheCompilersWords() throws Exception {
        var answer = client("java", "void main() { int x = \"no\"; }", "{}").path("answer");

        assertThat(answer.path("compile").path("stderr").asText()).contains("incompatible types");
        assertThat(answer.path("run")).isEqualTo(answer.path("compile"));
    }

    @Test
    void aProgramThatNeverEndsIsKilled() throws Exception {
        var run =
                client("python", "while True: pass", "{\"runTimeout\": 500}")
                        .path("answer")
                        .path("run");

        assertThat(run.path("status").asText()).isEqualTo("TO");
        assertThat(run.path("signal").asText()).isEqualTo("SIGKILL");
    }

    private static JsonNode client(String language, String code, String options)
            throws IOException {
        var process =
                new ProcessBuilder(
                                List.of(
                                        "node",
                                        "piston.mjs",
                                        server.address(),
                                        language,
                                        code,
                                        options))
                        .directory(Project.ROOT.resolve("e2e/peers").toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var output = process.getInputStream()) {
            return JSON.readTree(new String(output.readAllBytes(), UTF_8));
        }
    }
}
