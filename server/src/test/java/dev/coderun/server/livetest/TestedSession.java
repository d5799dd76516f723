package dev.coderun.server.livetest;

import dev.coderun.executor.Sandbox;
import dev.coderun.server.problems.ProblemCatalog;
import dev.coderun.server.run.RecordingOutbox;
import dev.coderun.server.run.RunFrames;
import dev.coderun.server.session.FrameHandler;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.SharedMap;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.Person;
import dev.coderun.session.live.Role;
import dev.coderun.session.live.SessionDocument;
import dev.coderun.session.live.SessionLimits;
import dev.coderun.session.live.SessionListener;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A session in which people type, and the live tests of it.
final class TestedSession implements AutoCloseable {
    final List<String> handedOn = new CopyOnWriteArrayList<>();
    final LiveTests tests;
    final LiveSession session;
    private final String entry;

    /// A session with live tests of its own.
    TestedSession(
            Sandbox sandbox,
            ProblemCatalog problems,
            LiveTestSettings settings,
            String language,
            String entry,
            String text) {
        this.entry = entry;
        tests =
                new LiveTests(
                        new Next(),
                        sandbox,
                        problems,
                        settings,
                        new LiveTestMetrics(new PrometheusRegistry()));
        session = session("s1", language, text);
    }

    /// One of several that share them.
    TestedSession(LiveTests tests, String id, String language, String entry, String text) {
        this.entry = entry;
        this.tests = tests;
        session = session(id, language, text);
    }

    private LiveSession session(String id, String language, String text) {
        var doc = new Doc(1);
        SessionDocument.plant(doc, language, Map.of(entry, text), entry, () -> "f1");
        return new LiveSession(id, doc, 1, SessionLimits.DEFAULT, new Listener());
    }

    static LiveTestSettings settings() {
        return LiveTestSettings.of(2, 200, 1 << 16, 1 << 10);
    }

    Participant join(String name, Role role, RecordingOutbox outbox) {
        var person = new Person(name, name, "#000000");
        var participant = session.join(name + "-1", person, role, outbox, true);
        tests.joined(session, participant);
        return participant;
    }

    void leave(Participant participant) {
        session.leave(participant);
        tests.left(session, participant);
    }

    /// Puts the program's text in place of the one before.
    void type(String text) {
        session.edit("ada", doc -> write(doc.map("files").setMap("f1"), text));
    }

    private void write(SharedMap file, String text) {
        file.set("path", entry);
        file.setText("text").insert(0, text);
    }

    void addCase(String id, String input, String expected) {
        session.edit(
                "ada",
                doc -> {
                    var own = doc.map("cases").setMap(id);
                    own.set("name", "Case " + id);
                    own.set("order", (long) doc.map("cases").keys().size());
                    own.setText("input").insert(0, input);
                    own.setText("expected").insert(0, expected);
                });
    }

    void set(String key, Object value) {
        session.edit("ada", doc -> doc.map("meta").set(key, value));
    }

    void send(Participant from, String json) {
        var out = new ByteWriter();
        out.writeVarString(json);
        tests.handle(session, from, RunFrames.MESSAGE, out.toByteArray());
    }

    @Override
    public void close() {
        tests.close();
    }

    private final class Listener implements SessionListener {
        @Override
        public void joined(LiveSession session, Participant participant) {}

        @Override
        public void left(LiveSession session, Participant participant) {}

        @Override
        public void unsaved(LiveSession session) {}

        @Override
        public void readOnly(LiveSession session, boolean readOnly) {}

        @Override
        public void roleChanged(LiveSession session, Participant participant) {}

        @Override
        public void changed(LiveSession changed) {
            tests.changed(changed);
        }
    }

    /// Passes everything over.
    static final class Nobody implements FrameHandler {
        @Override
        public void handle(LiveSession session, Participant from, int type, byte[] payload) {}

        @Override
        public void joined(LiveSession session, Participant participant) {}

        @Override
        public void left(LiveSession session, Participant participant) {}

        @Override
        public boolean isBusy(String sessionId) {
            return false;
        }

        @Override
        public void closed(String sessionId) {}
    }

    /// Whoever deals with what is not about tests.
    private final class Next implements FrameHandler {
        @Override
        public void handle(LiveSession session, Participant from, int type, byte[] payload) {
            handedOn.add("message");
        }

        @Override
        public void joined(LiveSession session, Participant participant) {
            handedOn.add("joined");
        }

        @Override
        public void left(LiveSession session, Participant participant) {
            handedOn.add("left");
        }

        @Override
        public boolean isBusy(String sessionId) {
            return false;
        }

        @Override
        public void closed(String sessionId) {
            handedOn.add("closed");
        }
    }
}
