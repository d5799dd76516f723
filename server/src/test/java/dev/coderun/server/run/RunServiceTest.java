package dev.coderun.server.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.crdt.Doc;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.Person;
import dev.coderun.session.live.Role;
import dev.coderun.session.live.SessionDocument;
import dev.coderun.session.live.SessionLimits;
import dev.coderun.session.live.SessionListener;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunServiceTest {
    private final FakeSandbox sandbox = new FakeSandbox();
    private final AtomicLong blocks = new AtomicLong();
    private final RunService service =
            new RunService(
                    sandbox,
                    RunSettings.standard(),
                    new RunMetrics(new PrometheusRegistry()),
                    _ -> blocks.incrementAndGet());
    private final LiveSession session = session();
    private final RecordingOutbox adaSees = new RecordingOutbox();
    private final RecordingOutbox plainSees = new RecordingOutbox();
    private final Participant ada = join("ada", Role.OWNER, adaSees, true);

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aRunTakesTheFilesThatTheServerHolds() throws InterruptedException {
        session.edit("bob", doc -> doc.map("meta").set("language", "java"));

        send(ada, "{\"t\":\"run.start\",\"mode\":\"pipes\"}");

        var program = sandbox.next();
        assertThat(program.files()).containsOnlyKeys("main.py");
        assertThat(program.program().language().id()).isEqualTo("java");
        var stage = adaSees.awaitStage(1, "preparing");
        assertThat(stage.get("revision").asLong()).isEqualTo(session.revision());
    }

    @Test
    void typedInputAndItsEndReachTheProgramAsFrames() throws InterruptedException {
        send(ada, "{\"t\":\"run.start\",\"mode\":\"pipes\"}");
        var program = sandbox.next();
        program.runs();
        adaSees.awaitStage(1, "running");

        service.handle(session, ada, RunFrames.STDIN, stdin(1, "hi\n"));
        service.handle(session, ada, RunFrames.STDIN, stdin(1, ""));
        program.exits(0);

        adaSees.awaitDone(1);
        assertThat(program.stdin()).isEqualTo("hi\n");
        assertThat(program.stdinHasEnded()).isTrue();
    }

    @Test
    void aRefusalNamesItsRun() throws InterruptedException {
        send(ada, "{\"t\":\"run.stop\",\"run\":77}");

        assertThat(adaSees.awaitError("no-such-run").get("run").asLong()).isEqualTo(77);
    }

    @Test
    void whatIsNoMessageIsRefusedAndTheNextOneCounts() throws InterruptedException {
        send(ada, "{\"t\":\"run.fly\"}");
        adaSees.awaitError("bad-message");
        send(ada, "certainly not JSON");
        service.handle(session, ada, 99, new byte[0]);
        assertThat(adaSees.story()).containsExactly("error", "error", "error");

        send(ada, "{\"t\":\"run.start\",\"mode\":\"pipes\"}");

        sandbox.next().exits(0);
        adaSees.awaitDone(1);
    }

    @Test
    void bytesThatCannotBeDecodedAreTheirSendersFault() {
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> service.handle(session, ada, RunFrames.MESSAGE, new byte[] {50}));
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> service.handle(session, ada, RunFrames.STDIN, new byte[] {1}));
    }

    @Test
    void aViewerIsToldThatItMayNotRun() throws InterruptedException {
        var sees = new RecordingOutbox();
        var viewer = join("eve", Role.VIEWER, sees, true);

        send(viewer, "{\"t\":\"run.start\",\"mode\":\"pipes\"}");

        sees.awaitError("not-allowed");
        assertThat(sandbox.boxes()).isEmpty();
    }

    @Test
    void aPlainClientNeverSeesOurMessages() throws InterruptedException {
        join("plain", Role.EDITOR, plainSees, false);

        send(ada, "{\"t\":\"run.start\",\"mode\":\"pipes\"}");
        sandbox.next().exits(0);
        adaSees.awaitDone(1);

        assertThat(plainSees.messages()).isEmpty();
    }

    @Test
    void aSessionIsBusyWhileItsProgramRunsThoughEverybodyHasLeft() throws InterruptedException {
        send(ada, "{\"t\":\"run.start\",\"mode\":\"pipes\"}");
        var program = sandbox.next();

        session.leave(ada);
        service.left(session, ada);
        assertThat(service.isBusy(session.id())).isTrue();
        program.exits(0);

        var back = new RecordingOutbox();
        var again = join("ada", Role.OWNER, back, true);
        back.awaitDone(1);
        send(again, "{\"t\":\"run.follow\",\"run\":1,\"offset\":0}");
        assertThat(service.isBusy(session.id())).isFalse();
    }

    @Test
    void theServersEndEndsItsRunsAndSaysSo() throws InterruptedException {
        send(ada, "{\"t\":\"run.start\",\"mode\":\"pipes\"}");
        sandbox.next();

        service.close();

        assertThat(adaSees.awaitDone(1).get("outcome").get("kind").asText())
                .isEqualTo("sandbox-failed");
    }

    @Test
    void aClosedSessionTakesNoMoreMessages() throws InterruptedException {
        service.closed(session.id());

        send(ada, "{\"t\":\"run.start\",\"mode\":\"pipes\"}");

        adaSees.awaitError("no-such-run");
    }

    private void send(Participant from, String json) {
        var out = new ByteWriter();
        out.writeVarString(json);
        service.handle(session, from, RunFrames.MESSAGE, out.toByteArray());
    }

    private static byte[] stdin(long run, String text) {
        var out = new ByteWriter();
        out.writeVarUint(run);
        out.writeVarBytes(text.getBytes(UTF_8));
        return out.toByteArray();
    }

    private Participant join(
            String name, Role role, RecordingOutbox outbox, boolean speaksCodeRun) {
        var person = new Person(name, name, "#000000");
        var participant = session.join(name + "-1", person, role, outbox, speaksCodeRun);
        service.joined(session, participant);
        return participant;
    }

    private static LiveSession session() {
        var doc = new Doc(1);
        SessionDocument.plant(doc, "python", Map.of("main.py", "print(1)"), "main.py", () -> "f1");
        return new LiveSession("s1", doc, 1, SessionLimits.DEFAULT, new SilentListener());
    }

    private static final class SilentListener implements SessionListener {
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
    }
}
