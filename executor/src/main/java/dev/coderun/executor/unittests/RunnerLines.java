package dev.coderun.executor.unittests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coderun.executor.unittests.UnitTestResult.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Decodes what a runner tells: lines that begin with the round's key. Whatever comes from a box is not trusted: what does
/// not fit is refused. Not thread-safe.
final class RunnerLines {
    static final int MAX_LINE_BYTES = 128 * 1024;
    static final int MAX_TEXT_CHARACTERS = 8_000;
    static final int MAX_NAME_CHARACTERS = 500;
    static final int MAX_FRAMES = 50;
    private static final Duration MAX_DURATION = Duration.ofHours(1);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String beginning;
    private final Set<String> files;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /// @param files the program's, the only ones that places may lie in
    RunnerLines(String key, Set<String> files) {
        beginning = key + " ";
        this.files = files;
    }

    /// The events that are whole with these bytes. Throws when something is not the runner's.
    List<RunnerEvent> add(byte[] bytes) throws IOException {
        var events = new ArrayList<RunnerEvent>();
        for (var each : bytes) {
            if (each == '\n') {
                var whole = line.toString(UTF_8);
                line.reset();
                events.add(event(whole));
            } else if (line.size() < MAX_LINE_BYTES) {
                line.write(each);
            } else {
                throw new IOException("A line is too long");
            }
        }
        return events;
    }

    private RunnerEvent event(String text) throws IOException {
        if (!text.startsWith(beginning)) {
            throw new IOException("A line has not the key");
        }
        var json = JSON.readTree(text.substring(beginning.length()));
        return switch (json.path("event").asText()) {
            case "found" -> new RunnerEvent.Found(tests(json.path("tests")));
            case "started" -> new RunnerEvent.Started(id(json));
            case "ended" -> new RunnerEvent.Ended(result(json));
            case "end" -> new RunnerEvent.End();
            default -> throw new IOException("An event is unknown");
        };
    }

    private List<UnitTest> tests(JsonNode array) throws IOException {
        var tests = new ArrayList<UnitTest>();
        for (var test : array) {
            tests.add(
                    new UnitTest(
                            id(test),
                            shortened(test.path("name").asText(), MAX_NAME_CHARACTERS),
                            place(test)));
        }
        return tests;
    }

    private static String id(JsonNode json) throws IOException {
        var id = json.path("id").asText();
        if (id.isEmpty() || id.length() > MAX_NAME_CHARACTERS || id.indexOf('\0') >= 0) {
            throw new IOException("A test's id does not fit");
        }
        return id;
    }

    private UnitTestResult result(JsonNode json) throws IOException {
        var stack = new ArrayList<StackFrame>();
        for (var frame : json.path("stack")) {
            place(frame)
                    .filter(_ -> stack.size() < MAX_FRAMES)
                    .ifPresent(place -> stack.add(new StackFrame(place, name(frame))));
        }
        long micros = Math.clamp(json.path("micros").asLong(), 0, MAX_DURATION.toNanos() / 1000);
        return new UnitTestResult(
                id(json),
                verdict(json.path("verdict").asText()),
                Duration.ofNanos(micros * 1000),
                shortened(json.path("message").asText(), MAX_TEXT_CHARACTERS),
                place(json.path("at")),
                stack);
    }

    private static String name(JsonNode frame) {
        return shortened(frame.path("name").asText(), MAX_NAME_CHARACTERS);
    }

    private Optional<Place> place(JsonNode json) {
        var path = json.path("path").asText();
        return files.contains(path)
                ? Optional.of(new Place(path, Math.max(1, json.path("line").asInt())))
                : Optional.empty();
    }

    private static Verdict verdict(String word) throws IOException {
        return Stream.of(Verdict.values())
                .filter(verdict -> verdict.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IOException("A verdict is unknown"));
    }

    private static String shortened(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters) + "…";
    }
}
