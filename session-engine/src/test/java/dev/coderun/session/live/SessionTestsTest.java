package dev.coderun.session.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.crdt.Doc;
import dev.coderun.session.live.SessionTests.OwnCase;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionTestsTest {
    private final Doc doc = new Doc(1);
    private final RecordingListener listener = new RecordingListener();
    private final LiveSession session =
            new LiveSession("s", doc, 1, SessionLimits.DEFAULT, listener);

    @Test
    void casesStandInTheirOrderAndThenByTheirIds() {
        add("z", 1L, "1", "2");
        add("b", 2L, "3", "4");
        add("a", 2.0, "5", "6");

        assertThat(session.tests().cases())
                .containsExactly(
                        new OwnCase("z", "Case z", "1", "2"),
                        new OwnCase("a", "Case a", "5", "6"),
                        new OwnCase("b", "Case b", "3", "4"));
    }

    @Test
    void whatIsNotAsItShouldBeIsAsGoodAsNothing() {
        session.edit(
                "ada",
                doc -> {
                    doc.map("cases").set("text", "no map");
                    doc.map("cases").setMap("empty").set("order", "no number");
                    doc.map("meta").set("testsPaused", "yes");
                    doc.map("meta").set("problem", 7L);
                });
        add("a", 1L, "", "");

        var tests = session.tests();

        assertThat(tests.cases())
                .containsExactly(
                        new OwnCase("a", "Case a", "", ""), new OwnCase("empty", "", "", ""));
        assertThat(tests.paused()).isFalse();
        assertThat(tests.problem()).isEmpty();
    }

    @Test
    void theProblemThePauseAndTheFilesComeFromTheSameReading() {
        SessionDocument.plant(doc, "python", Map.of("main.py", "x"), "main.py", () -> "f");
        SessionDocument.dedicate(doc, "ferryqueue");
        session.edit("ada", doc -> doc.map("meta").set("testsPaused", true));

        var tests = session.tests();

        assertThat(tests.problem()).isEqualTo("ferryqueue");
        assertThat(tests.paused()).isTrue();
        assertThat(tests.files().files()).containsOnlyKeys("main.py");
        assertThat(tests.files().revision()).isEqualTo(session.revision());
    }

    @Test
    void everyChangeOfTheDocumentIsTold() {
        add("a", 1L, "", "");

        assertThat(listener.changes).isEqualTo(1);
    }

    private void add(String id, Object order, String input, String expected) {
        session.edit(
                "ada",
                doc -> {
                    var own = doc.map("cases").setMap(id);
                    own.set("name", "Case " + id);
                    own.set("order", order);
                    own.setText("input").insert(0, input);
                    own.setText("expected").insert(0, expected);
                });
    }
}
