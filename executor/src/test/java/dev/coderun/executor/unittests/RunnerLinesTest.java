package dev.coderun.executor.unittests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.executor.unittests.UnitTestResult.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunnerLinesTest {
    private final RunnerLines lines = new RunnerLines("key", Set.of("a.py"));

    @Test
    void eachEventIsUnderstood() throws IOException {
        assertThat(
                        told(
                                """
                                key {"event": "found", "tests": [{"id": "a", "name": "A", "path": "a.py", "line": 3}]}
                                key {"event": "started", "id": "a"}
                                key {"event": "ended", "id": "a", "verdict": "failed", "micros": 5, "message": "no",\
                                 "at": {"path": "a.py", "line": 4}, "stack": [{"path": "a.py", "line": 4, "name": "f"}]}
                                key {"event": "end"}
                                """))
                .containsExactly(
                        new RunnerEvent.Found(
                                List.of(new UnitTest("a", "A", Optional.of(new Place("a.py", 3))))),
                        new RunnerEvent.Started("a"),
                        new RunnerEvent.Ended(
                                new UnitTestResult(
                                        "a",
                                        Verdict.FAILED,
                                        Duration.ofNanos(5000),
                                        "no",
                                        Optional.of(new Place("a.py", 4)),
                                        List.of(new StackFrame(new Place("a.py", 4), "f")))),
                        new RunnerEvent.End());
    }

    @Test
    void aLineMayComeInPieces() throws IOException {
        assertThat(told("key {\"event\":")).isEmpty();
        assertThat(told(" \"end\"}\n")).containsExactly(new RunnerEvent.End());
    }

    @Test
    void placesAreInTheProgramsFilesAlone() throws IOException {
        var events =
                told(
                        """
                        key {"event": "ended", "id": "a", "verdict": "error", "at": {"path": "/etc/passwd", "line": 1},\
                         "stack": [{"path": "b.py", "line": 1, "name": "f"}]}
                        """);

        assertThat(events)
                .containsExactly(
                        new RunnerEvent.Ended(
                                UnitTestResult.of("a", Verdict.ERROR, Duration.ZERO, "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\": \"end\"}",
                "kay {\"event\": \"end\"}",
                "key{\"event\": \"end\"}",
                "key {\"event\": \"ends\"}",
                "key {\"event\": ",
                "key ",
                "",
                "key {\"event\": \"started\"}",
                "key {\"event\": \"started\", \"id\": \"\\u0000\"}",
                "key {\"event\": \"ended\", \"id\": \"a\", \"verdict\": \"green\"}",
            })
    void whatIsNotTheRunnersIsRefused(String line) {
        assertThatThrownBy(() -> told(line + "\n")).isInstanceOf(IOException.class);
    }

    @Test
    void textsAndLinesHaveBounds() throws IOException {
        var id = "i".repeat(RunnerLines.MAX_NAME_CHARACTERS + 1);
        assertThatThrownBy(() -> told("key {\"event\": \"started\", \"id\": \"" + id + "\"}\n"))
                .isInstanceOf(IOException.class);

        var text = "m".repeat(RunnerLines.MAX_TEXT_CHARACTERS + 1);
        var ended =
                (RunnerEvent.Ended)
                        told(("key {\"event\": \"ended\", \"id\": \"a\", \"verdict\": \"error\","
                                                + " \"message\": \"%s\"}\n")
                                        .formatted(text))
                                .getFirst();
        assertThat(ended.result().message())
                .hasSize(RunnerLines.MAX_TEXT_CHARACTERS + 1)
                .endsWith("…");

        assertThatThrownBy(() -> told("x".repeat(RunnerLines.MAX_LINE_BYTES + 1)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anythingElseIsRefusedAndNothingElseHappens() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        var parts =
                List.of(
                        "key ", "{", "}", "[", "]", "\"", "event", "found", "tests", ":", "\n", ",",
                        "null", "1e999", "\"id\"", "ended", "verdict", "\\u", "stack");
        for (int i = 0; i < 20_000; i++) {
            var line = new StringBuilder("key ");
            for (int j = random.nextInt(12); j > 0; j--) {
                line.append(parts.get(random.nextInt(parts.size())));
            }
            try {
                new RunnerLines("key", Set.of()).add((line + "\n").getBytes(UTF_8));
            } catch (IOException _) {
                // Refused: as it should be.
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + line, e);
            }
        }
    }

    private List<RunnerEvent> told(String text) throws IOException {
        return lines.add(text.getBytes(UTF_8));
    }
}
