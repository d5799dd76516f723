package dev.coderun.server.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is not judged, and who may not see it: each with a sentence, and nothing is stored.
class RefusedSubmissionsIT extends HandedIn {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"problem\":\"nope\",\"language\":\"python\",\"source\":\"x\"} | 404 |"
                        + " problem-not-found",
                "{\"problem\":\"doubled\",\"language\":\"cobol\",\"source\":\"x\"} | 400 |"
                        + " unknown-language",
                "{\"problem\":\"doubled\",\"language\":\"java\",\"source\":\"x\"} | 400 |"
                        + " language-not-allowed",
                "{\"problem\":\"doubled\",\"language\":\"python\",\"source\":\"\"} | 400 |"
                        + " empty-source",
                "{\"problem\":\"doubled\",\"language\":\"python\",\"source\":\" \\n"
                        + "\"} | 400 | empty-source",
                "{\"problem\":\"doubled\",\"language\":\"python\"} | 400 | bad-request",
                "{\"problem\":\"doubled\",\"source\":\"x\"} | 400 | bad-request",
                "{\"language\":\"python\",\"source\":\"x\"} | 400 | bad-json",
                "{\"problem\":\"doubled\",\"language\":\"python\",\"files\":{}} | 400 | bad-files",
                "{\"problem\":\"doubled\",\"language\":\"python\",\"files\":{\"../x.py\":\"x\"}} |"
                        + " 400 | bad-path",
                "{\"problem\":\"doubled\",\"language\":\"python\",\"files\":{\"a\":\"x\",\"a/b\":\"x\"}}"
                    + " | 400 | bad-path",
                "{\"problem\":\"doubled\",\"language\":\"python\",\"source\":\"\\ud800\"} | 400 |"
                        + " not-utf-8",
                "{\"problem\":\"doubled\",\"session\":\"nope\"} | 404 | session-not-found",
                "{\"problem\":\"doubled\",\"session\":\"AAAAAAAAAAAAAAAAAAAAAA\"} | 404 |"
                        + " session-not-found",
            })
    void whatCannotBeJudgedIsRefusedWithASentence(String body, int status, String kind) {
        var answer = server.post(ada, "/api/submissions", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("/problems/" + kind);
        assertThat(server.get(ada, "/api/submissions").body()).contains("\"items\":[]");
    }

    @Test
    void aSourceOverTheLimitIsRefused() {
        var body =
                "{\"problem\":\"doubled\",\"language\":\"python\",\"source\":\"%s\"}"
                        .formatted("x".repeat(1025));

        assertThat(server.post(ada, "/api/submissions", body).statusCode()).isEqualTo(413);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        var body =
                "{\"problem\":\"doubled\",\"language\":\"python\",\"source\":\"?\"}"
                        .getBytes(StandardCharsets.UTF_8);
        body[body.length - 3] = (byte) 0xff;

        var answer = server.post(ada, "/api/submissions", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("UTF-8");
    }

    @Test
    void anothersSubmissionIsNotThere() {
        letPrograms();
        var id = server.submit(ada, "double");
        awaitVerdict(id, "AC");

        for (var path : List.of("", "/events")) {
            assertThat(server.get("bob", "/api/submissions/" + id + path).statusCode())
                    .isEqualTo(404);
        }
        assertThat(server.post("bob", "/api/submissions/" + id + "/rerun", "{}").statusCode())
                .isEqualTo(404);
        assertThat(server.get("bob", "/api/submissions").body()).doesNotContain(id);
    }

    @Test
    void readingNeedsNoLoginAndHandingInDoes() {
        assertThat(server.get("", "/api/problems").body()).contains("\"id\":\"doubled\"");
        assertThat(server.get("", "/api/problems/doubled").body())
                .contains("Print twice", "\"answer\":\"2\\n\"")
                .doesNotContain("21\\n");
        assertThat(server.get("", "/api/problems/nope").statusCode()).isEqualTo(404);
        assertThat(server.get("", "/api/submissions").statusCode()).isEqualTo(401);
        assertThat(server.get("", "/api/progress").statusCode()).isEqualTo(401);
        assertThat(server.post("", "/api/submissions", "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void whoeverHasTooManyWaitingIsAskedToWait() throws InterruptedException {
        server.close();
        server =
                new JudgeServer(
                        table, new JudgeService.Bounds(1, JudgeServer.MEMORY_OF_ONE, 2, 1000));
        var ids = List.of(server.submit(ada, "double"), server.submit(ada, "double"));

        var third =
                server.post(
                        ada,
                        "/api/submissions",
                        "{\"problem\":\"doubled\",\"language\":\"python\",\"source\":\"x\"}");

        assertThat(third.statusCode()).isEqualTo(429);
        letPrograms();
        ids.forEach(id -> awaitVerdict(id, "AC"));
    }

    @Test
    void whatEverybodyHasWaitingIsBoundedToo() throws Exception {
        server.close();
        server =
                new JudgeServer(
                        table, new JudgeService.Bounds(1, JudgeServer.MEMORY_OF_ONE, 10, 2));
        var ids = new ArrayList<String>();
        ids.add(server.submit(ada, "double"));
        var first = server.sandbox().next(); // It waits no longer.
        ids.add(server.submit(ada, "double"));
        ids.add(server.submit(ada, "double"));

        var fourth =
                server.post(
                        "bob",
                        "/api/submissions",
                        "{\"problem\":\"doubled\",\"language\":\"python\",\"source\":\"x\"}");

        assertThat(fourth.statusCode()).isEqualTo(429);
        assertThat(fourth.body()).contains("/problems/too-many-submissions");
        JudgeServer.play(first);
        letPrograms();
        ids.forEach(id -> awaitVerdict(id, "AC"));
    }

    @Test
    void aBodyThatNoSourceNeedsIsNotRead() {
        var body = new byte[SubmissionRoutes.MAX_BODY_BYTES + 1];
        Arrays.fill(body, (byte) ' ');

        var answer = server.post(ada, "/api/submissions", body);

        assertThat(answer.statusCode()).isEqualTo(413);
    }
}
