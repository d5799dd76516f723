package dev.coderun.server.livetest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.Effort;
import dev.coderun.executor.RunOutcome;
import dev.coderun.server.problems.ProblemCatalog;
import dev.coderun.server.run.FakeSandbox;
import dev.coderun.server.run.FakeSandbox.FakeProgram;
import dev.coderun.server.run.RecordingOutbox;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.Role;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A compiler that takes its time says what the quick one left out, once the tests are over.
@Timeout(60)
class CheckedProgramsTest {
    private static final Diagnostic QUICK = warning(1, "quick");

    private final FakeSandbox sandbox = new FakeSandbox().with(FakeSandbox.checked("ts", "m.ts"));
    private final RecordingOutbox adaSees = new RecordingOutbox();
    private final TestedSession room =
            new TestedSession(
                    sandbox,
                    new ProblemCatalog(List.of(), sandbox.languages()),
                    TestedSession.settings(),
                    "ts",
                    "m.ts",
                    "let a;");
    private final Participant ada = room.join("ada", Role.OWNER, adaSees);

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void itsWordComesAfterTheTestsAndCounts() throws InterruptedException {
        room.addCase("a", "", "4");
        var build = sandbox.next();
        build.finds(QUICK, warning(2, "vague"));
        build.exits(0);
        finish(sandbox.next(), "4");
        var done = adaSees.await(is("tests.done", 1));
        assertThat(done.get("passed").asInt()).isEqualTo(1);
        assertThat(done.get("checking").asBoolean()).isTrue();

        var check = sandbox.next();
        check.finds(warning(2, "exact"), warning(3, "more"));
        check.exits(0);

        assertThat(check.program().effort()).isEqualTo(Effort.CHECK);
        adaSees.await(finds("exact", "more", "quick"));
        var bobSees = new RecordingOutbox();
        room.join("bob", Role.VIEWER, bobSees);
        assertThat(bobSees.messages("diagnostics"))
                .singleElement()
                .matches(finds("exact", "more", "quick"));
        assertThat(bobSees.messages("tests.done")).hasSize(1);
    }

    @Test
    void whatCannotBeBuiltIsCheckedToo() throws InterruptedException {
        room.addCase("a", "", "4");
        var build = sandbox.next();
        build.finds(QUICK);
        build.ends(new RunOutcome.CompileFailed(1, FakeSandbox.USAGE));
        adaSees.await(is("tests.done", 1));

        var check = sandbox.next();
        check.finds(warning(2, "more"));
        check.exits(0);

        adaSees.await(finds("more", "quick"));
    }

    @Test
    void anEditEndsTheCheckButNotTheRoundThatWasOver() throws InterruptedException {
        room.addCase("a", "", "4");
        sandbox.next().exits(0);
        finish(sandbox.next(), "4");
        var check = sandbox.next();

        room.type("let b;");

        assertThat(check.await()).isInstanceOf(RunOutcome.Cancelled.class);
        check.finds(QUICK);
        sandbox.next().exits(0);
        finish(sandbox.next(), "4");
        adaSees.await(is("tests.done", 2));
        assertThat(adaSees.messages("tests.done"))
                .extracting(done -> done.get("outcome").asText())
                .containsExactly("done", "done");
        assertThat(adaSees.messages("diagnostics")).isEmpty();
    }

    @Test
    void anEditThatIsTakenBackIsCheckedAllTheSame() throws InterruptedException {
        room.addCase("a", "", "4");
        sandbox.next().exits(0);
        finish(sandbox.next(), "4");
        var check = sandbox.next();
        room.set("testsPaused", true);
        room.type("let b;");
        assertThat(check.await()).isInstanceOf(RunOutcome.Cancelled.class);

        room.type("let a;");
        room.set("testsPaused", false);

        sandbox.next().exits(0);
        var again = sandbox.next();
        assertThat(again.program().effort()).isEqualTo(Effort.CHECK);
        again.finds(QUICK);
        again.exits(0);
        adaSees.await(finds("quick"));
        assertThat(adaSees.await(is("test.ended", 2)).get("kept").asBoolean()).isTrue();
    }

    @Test
    void nothingIsCheckedOnWhenEverybodyHasLeft() throws InterruptedException {
        room.addCase("a", "", "4");
        sandbox.next().exits(0);
        finish(sandbox.next(), "4");
        var check = sandbox.next();

        room.leave(ada);

        assertThat(check.await()).isInstanceOf(RunOutcome.Cancelled.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCheckThatBreaksIsOverAndTakesNothingBack(boolean boxBreaks) throws InterruptedException {
        room.addCase("a", "", "4");
        var build = sandbox.next();
        build.finds(QUICK);
        build.exits(0);
        finish(sandbox.next(), "4");
        var check = sandbox.next();
        check.finds(warning(2, "half"));
        check.ends(
                boxBreaks
                        ? new RunOutcome.SandboxFailed("gone", FakeSandbox.USAGE)
                        : new RunOutcome.CompileFailed(3, FakeSandbox.USAGE)); // It could not tell.

        adaSees.await(
                message ->
                        finds("quick").test(message)
                                && adaSees.messages("diagnostics").size() == 2);
        assertThat(adaSees.await(is("tests.done", 1)).get("outcome").asText()).isEqualTo("done");
    }

    @Test
    void whereNothingIsCheckedNothingMoreIsAnnounced() throws InterruptedException {
        room.set("language", "python");
        room.addCase("a", "", "4");
        finish(sandbox.next(), "4");

        var done =
                adaSees.await(
                        message ->
                                message.get("t").asText().equals("tests.done")
                                        && message.get("total").asInt() == 1);
        assertThat(done.has("checking")).isFalse();
    }

    private static Diagnostic warning(int line, String text) {
        return new Diagnostic("m.ts", line, 1, Diagnostic.Severity.WARNING, text);
    }

    private static void finish(FakeProgram program, String output) {
        program.prints(output);
        program.exits(0);
    }

    private static Predicate<JsonNode> is(String type, long round) {
        return message ->
                message.get("t").asText().equals(type) && message.path("round").asLong() == round;
    }

    private static Predicate<JsonNode> finds(String... texts) {
        return message ->
                message.get("t").asText().equals("diagnostics")
                        && StreamSupport.stream(message.get("items").spliterator(), false)
                                .map(item -> item.get("text").asText())
                                .toList()
                                .equals(List.of(texts));
    }
}
