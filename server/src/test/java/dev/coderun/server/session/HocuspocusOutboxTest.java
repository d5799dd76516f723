package dev.coderun.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.crdt.StateVector;
import dev.coderun.session.live.Outbox;
import dev.coderun.session.live.Role;
import dev.coderun.session.sync.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HocuspocusOutboxTest implements Outbox {

    private static final byte[] STORED = HocuspocusFrames.syncStatus("doc", true);
    private static final byte[] REFUSED = HocuspocusFrames.syncStatus("doc", false);

    private final List<byte[]> sent = new ArrayList<>();
    private final List<Integer> closeCodes = new ArrayList<>();
    private final HocuspocusOutbox outbox = new HocuspocusOutbox("doc", this);

    @Override
    public boolean offer(byte[] frame) {
        return sent.add(frame);
    }

    @Override
    public void close(int code, String reason) {
        closeCodes.add(code);
    }

    @Test
    void eachFrameThatIsStoredIsAnsweredOnce() {
        outbox.saved(2);
        outbox.saved(2);
        outbox.saved(3);

        assertThat(sent).containsExactly(STORED, STORED, STORED);
    }

    @Test
    void aRefusedFrameIsAnsweredAtOnceAndNeverCalledStored() {
        outbox.refused(1);
        outbox.refused(3);
        outbox.refused(6);
        assertThat(sent).containsExactly(REFUSED, REFUSED, REFUSED);
        sent.clear();

        outbox.saved(4);
        assertThat(sent).containsExactly(STORED, STORED);
        outbox.refused(7);
        sent.clear();
        outbox.saved(8);

        assertThat(sent).containsExactly(STORED, STORED);
    }

    @Test
    void theServersQuestionWaitsForTheClientsOwn() {
        var question = MessageCodec.syncStep1(StateVector.EMPTY);
        outbox.authenticated(Role.VIEWER);

        assertThat(outbox.offer(question)).isTrue();
        outbox.joined();
        outbox.offer(question);

        assertThat(sent)
                .containsExactly(
                        HocuspocusFrames.authenticated("doc", Role.VIEWER),
                        HocuspocusFrames.frame("doc", question));
    }

    @Test
    void whatIsAboutOneSessionClosesThatAloneAndTheRestTheSocket() {
        outbox.close(4403, "not allowed");

        assertThat(sent).containsExactly(HocuspocusFrames.close("doc", "not allowed"));
        assertThat(closeCodes).isEmpty();
        assertThat(outbox.offer(new byte[] {1, 0})).isFalse();

        new HocuspocusOutbox("other", this).close(1001, "going away");
        assertThat(closeCodes).containsExactly(1001);
    }
}
