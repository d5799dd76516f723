package dev.coderun.server.livetest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.crdt.Doc;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Outbox;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.Person;
import dev.coderun.session.live.Role;
import dev.coderun.session.live.SessionLimits;
import dev.coderun.session.live.SessionListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private static final byte[] FIRST = {1};
    private static final byte[] SECOND = {2};
    private static final byte[] THIRD = {3};

    private final Audience audience = new Audience();
    private final SlowOutbox slow = new SlowOutbox();

    @Test
    void whoeverReadsTooSlowlyGetsTheNewestRoundWholeLater() {
        audience.add(participant(), List.of());
        slow.queued = Audience.AHEAD_BYTES;
        audience.tell(FIRST, List::of);
        audience.tell(SECOND, List::of);
        assertThat(slow.frames).isEmpty();

        slow.queued = 0;
        audience.tell(THIRD, () -> List.of(SECOND, THIRD));

        assertThat(slow.frames).containsExactly(SECOND, THIRD);
    }

    @Test
    void theyAreCaughtUpWithWithoutAnythingNew() {
        audience.add(participant(), List.of());
        slow.queued = Audience.AHEAD_BYTES;
        audience.tell(FIRST, List::of);
        audience.catchUp(() -> List.of(FIRST));
        assertThat(slow.frames).isEmpty();

        slow.queued = 0;
        audience.catchUp(() -> List.of(FIRST));
        audience.catchUp(() -> List.of(FIRST));

        assertThat(slow.frames).containsExactly(FIRST);
    }

    private Participant participant() {
        var session =
                new LiveSession("s", new Doc(1), 1, SessionLimits.DEFAULT, new SilentListener());
        var joined =
                session.join("a1", new Person("ada", "Ada", "#000000"), Role.OWNER, slow, true);
        slow.frames.clear(); // What every joiner gets.
        return joined;
    }

    private static final class SlowOutbox implements Outbox {
        final List<byte[]> frames = new ArrayList<>();
        int queued;

        @Override
        public boolean offer(byte[] frame) {
            frames.add(frame);
            return true;
        }

        @Override
        public int queuedBytes() {
            return queued;
        }

        @Override
        public void close(int code, String reason) {}
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
