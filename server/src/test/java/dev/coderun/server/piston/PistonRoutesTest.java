package dev.coderun.server.piston;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PistonRoutesTest {
    private static final String HELLO =
            "{\"language\": \"python\", \"version\": \"*\", \"files\": [{\"content\": \"\"}]}";

    private PistonServer server = new PistonServer(PistonSettings.standard());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whoHasATokenRunsAProgram() throws Exception {
        var request = execute(HELLO).header("Authorization", server.bearer()).build();

        assertRuns(request);
    }

    @Test
    void withoutATokenNothingRuns() throws Exception {
        var answer = server.send(execute(HELLO).build());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"message\":\"log in");
        assertThat(server.sandbox().boxes()).isEmpty();
    }

    @Test
    void runtimesNeedNoToken() throws Exception {
        var answer = server.send(server.request("/api/v2/runtimes").build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("[{\"language\":\"python\"");
    }

    @Test
    void whatIsNotCalledJsonIsRefused() throws Exception {
        var request =
                server.request("/api/v2/execute")
                        .header("Authorization", server.bearer())
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(HELLO))
                        .build();

        var answer = server.send(request);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body())
                .isEqualTo("{\"message\":\"requests must be of type application/json\"}");
    }

    @Test
    void badRequestsSayWhatIsWrong() throws Exception {
        var noJson = execute("{").header("Authorization", server.bearer()).build();
        var noLanguage = execute("{}").header("Authorization", server.bearer()).build();

        assertThat(server.send(noJson).statusCode()).isEqualTo(400);
        assertThat(server.send(noLanguage).body())
                .isEqualTo("{\"message\":\"language is required as a string\"}");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        var large = "x".repeat(PistonSettings.MAX_BODY_BYTES + 1);
        var request = execute(large).header("Authorization", server.bearer()).build();

        assertThat(server.send(request).statusCode()).isEqualTo(413);
    }

    @Test
    void whereAnybodyMayRunClientsThatNameNoTypeAreServedButNoForeignPage() throws Exception {
        server.close();
        server = new PistonServer(PistonSettings.standard().withAnonymous(true));
        var plain =
                server.request("/api/v2/execute")
                        .header("Content-Type", "text/plain;charset=UTF-8")
                        .POST(BodyPublishers.ofString(HELLO));

        assertRuns(plain.copy().build());
        assertThat(server.send(plain.header("Origin", "https://evil.example").build()).statusCode())
                .isEqualTo(415);
    }

    private void assertRuns(HttpRequest request) throws Exception {
        var answer = server.client().sendAsync(request, BodyHandlers.ofString());
        var program = server.sandbox().next();
        program.runs();
        program.prints("hello");
        program.exits(0);

        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(answer.get().body()).contains("\"stdout\":\"hello\"", "\"code\":0");
    }

    private HttpRequest.Builder execute(String body) {
        return server.request("/api/v2/execute")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }
}
