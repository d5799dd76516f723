package dev.coderun.server.livetest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.executor.RunInput;
import dev.coderun.server.problems.ProblemCatalog;
import dev.coderun.server.run.FakeSandbox;
import dev.coderun.server.run.FakeSandbox.FakeProgram;
import dev.coderun.server.run.RecordingOutbox;
import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.SharedMap;
import dev.coderun.session.live.Role;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What makes another round, what it runs first, and whom it waits for.
@Timeout(60)
class NextRoundTest {
    private final FakeSandbox sandbox = new FakeSandbox();
    private final RecordingOutbox adaSees = new RecordingOutbox();
    private final RecordingOutbox bobSees = new RecordingOutbox();
    private final TestedSession room =
            new TestedSession(
                    sandbox,
                    new ProblemCatalog(List.of(), sandbox.languages()),
                    LiveTestSettings.of(1, 200, 1 << 16, 1 << 10),
                    "python",
                    "main.py",
                    "print(1)");

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void whatFailedLastIsRunFirst() throws InterruptedException {
        room.join("ada", Role.OWNER, adaSees);
        room.set("testsPaused", true);
        for (var id : List.of("a", "b", "c")) {
            room.addCase(id, id, "right");
        }
        room.set("testsPaused", false);
        assertThat(List.of(ran("right"), ran("right"), ran("wrong")))
                .containsExactly("a", "b", "c");
        adaSees.await(is("tests.done", 1));

        room.type("print(2)");

        assertThat(List.of(ran("right"), ran("right"), ran("right")))
                .containsExactly("c", "a", "b");
    }

    static Stream<Named<Consumer<Doc>>> edits() {
        return Stream.of(
                Named.of("a file is renamed", doc -> file(doc, "f1").set("path", "other.py")),
                Named.of("a file is added", doc -> addFile(doc, "f3", "c.py")),
                Named.of("a file is deleted", doc -> doc.map("files").delete("f2")),
                Named.of("another file comes first", doc -> doc.map("meta").set("entry", "f2")),
                Named.of("another language", doc -> doc.map("meta").set("language", "java")),
                Named.of("another problem", doc -> doc.map("meta").set("problem", "sum")));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void everythingIsRunAnewWhen(Consumer<Doc> edit) throws InterruptedException {
        room.join("ada", Role.OWNER, adaSees);
        room.session.edit("ada", doc -> addFile(doc, "f2", "b.py"));
        room.addCase("a", "a", "right");
        ran("right");
        var before = adaSees.await(is("tests.round", 1));
        adaSees.await(is("tests.done", 1));

        room.session.edit("ada", edit);

        assertThat(ran("right")).isEqualTo("a");
        var after = adaSees.await(is("tests.round", 2));
        assertThat(List.of("hashes", "entry", "language", "problem"))
                .anySatisfy(key -> assertThat(after.path(key)).isNotEqualTo(before.path(key)));
        assertThat(adaSees.await(is("test.ended", 2)).has("kept")).isFalse();
    }

    @Test
    void aRoundWaitsUntilThereIsAPlaceAmongAllSessions() throws InterruptedException {
        room.join("ada", Role.OWNER, adaSees);
        room.addCase("a", "a", "right");
        var first = sandbox.next();
        var other = new TestedSession(room.tests, "s2", "python", "main.py", "print(1)");
        other.join("bob", Role.OWNER, bobSees);
        other.addCase("b", "b", "right");
        bobSees.await(is("tests.stage", 1));
        assertThat(bobSees.messages("tests.stage"))
                .allMatch(stage -> stage.get("stage").asText().equals("waiting"));

        first.exits(0);

        assertThat(ran("right")).isEqualTo("b");
        bobSees.await(is("tests.done", 1));
    }

    private static SharedMap file(Doc doc, String id) {
        return (SharedMap) Objects.requireNonNull(doc.map("files").get(id));
    }

    private static void addFile(Doc doc, String id, String path) {
        var file = doc.map("files").setMap(id);
        file.set("path", path);
        file.setText("text").insert(0, "print(3)");
    }

    /// Lets the program that is started next print that. Returns what it was given to read.
    private String ran(String prints) throws InterruptedException {
        FakeProgram program = sandbox.next();
        program.prints(prints);
        program.exits(0);
        return new String(((RunInput.Pipes) program.input()).stdin(), UTF_8);
    }

    private static Predicate<JsonNode> is(String type, long round) {
        return message ->
                message.get("t").asText().equals(type) && message.path("round").asLong() == round;
    }
}
