package dev.coderun.session.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.SharedMap;
import dev.coderun.session.crdt.SharedText;
import dev.coderun.session.crdt.Update;
import dev.coderun.session.live.ReceiveResult.Reason;
import dev.coderun.session.live.RestoreResult.Refused;
import dev.coderun.session.live.RestoreResult.Restored;
import dev.coderun.session.sync.MessageCodec;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// Files become what they were, while people go on typing.
class RestorationTest {

    private static final String PROGRAM = "one\ntwo\nthree\n";

    private final RecordingListener listener = new RecordingListener();
    private final LiveSession session = session(SessionLimits.DEFAULT);
    private final Peer ada = Peer.join(session, 10, Role.OWNER);

    private LiveSession session(SessionLimits limits) {
        var doc = new Doc(1);
        Queue<String> ids = new ArrayDeque<>(List.of("f1", "f2"));
        SessionDocument.plant(
                doc,
                "python",
                Map.of("main.py", PROGRAM, "other.py", "other\n"),
                "main.py",
                ids::remove);
        return new LiveSession("s1", doc, 1, limits, listener);
    }

    @Test
    void changedRenamedRemovedAndNewFilesAreAsTheyWere() {
        var old = session.contents();
        session.edit(
                "user10",
                doc -> {
                    text(doc, "f1").delete(0, 4);
                    text(doc, "f1").insert(0, "changed\n");
                    file(doc, "f1").set("path", "renamed.py");
                    doc.map("files").delete("f2");
                    var added = doc.map("files").setMap("f3");
                    added.set("path", "new.py");
                    added.setText("text");
                    doc.map("meta").set("language", "java");
                    doc.map("meta").set("entry", "f3");
                });

        assertThat(session.restore("user10", old)).isEqualTo(new Restored(3, true));

        assertThat(session.contents()).isEqualTo(old);
        assertThat(session.files().entry()).contains("main.py");
    }

    @Test
    void whatIsAsItWasIsNotChanged() {
        assertThat(session.restore("user10", session.contents())).isEqualTo(new Restored(1, false));
        assertThat(session.cut()).isEmpty();
    }

    @Test
    void whatSomebodyTypesAtTheSameMomentStays() {
        var old = session.contents();
        session.edit("user10", doc -> text(doc, "f1").insert(0, "to go\n"));
        // Bob has not heard of the restoration when he types.
        var bob = new Doc(20);
        bob.apply(Update.decodeV1(session.state().update()));
        byte[] typed =
                bob.transact(() -> text(bob, "f1").insert("to go\none\ntwo".length(), "!"))
                        .update();

        session.restore("user10", old);
        ada.sendUpdate(typed);

        assertThat(session.files().files()).containsEntry("main.py", "one\ntwo!\nthree\n");
    }

    @Test
    void everybodyGetsItAndItIsStoredUnderTheNameOfWhoDidIt() {
        var old = session.contents();
        session.edit("user10", doc -> text(doc, "f1").insert(0, "to go\n"));
        session.cut().ifPresent(session::stored);
        ada.frames.clear();

        session.restore("user10", old);

        var updates = session.cut().orElseThrow().updates();
        assertThat(updates).hasSize(1);
        assertThat(updates.getFirst().userId()).isEqualTo("user10");
        assertThat(ada.frames).containsExactly(MessageCodec.update(updates.getFirst().update()));
    }

    @Test
    void aDocumentThatWouldGrowPastItsLimitStaysAsItIs() {
        var small = session(new SessionLimits(2_000, 100_000));
        var large = "x".repeat(2_000);
        var full = session(SessionLimits.DEFAULT);
        full.edit("user10", doc -> text(doc, "f1").insert(0, large));

        assertThat(small.restore("user10", full.contents()))
                .isEqualTo(new Refused(Reason.DOCUMENT_LIMIT));
        assertThat(small.files().files()).containsEntry("main.py", PROGRAM);
    }

    @Test
    void aSessionThatCannotBeStoredTakesNoRestorationEither() {
        var small = session(new SessionLimits(100_000, 100));
        var old = session.contents();
        small.edit("user10", doc -> text(doc, "f1").insert(0, "to go\n"));

        assertThat(small.restore("user10", old)).isEqualTo(new Refused(Reason.READ_ONLY));
    }

    private static SharedMap file(Doc doc, String id) {
        return (SharedMap) Objects.requireNonNull(doc.map("files").get(id));
    }

    private static SharedText text(Doc doc, String id) {
        return (SharedText) Objects.requireNonNull(file(doc, id).get("text"));
    }
}
