package dev.coderun.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.awareness.AwarenessUpdate;
import dev.coderun.session.sync.Message;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// The limits of one connection: 100 messages, 1,000 bytes and 10 states a second, and four times that at once.
class FramePaceTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Message QUERY = new Message.QueryAwareness();

    private final FramePace pace = new FramePace(new EntranceLimits(1, 1, 100, 1_000, 10), 0);

    @Test
    void tooManyMessagesWait() {
        for (int i = 0; i < 400; i++) {
            assertThat(pace.take(QUERY, 1, 0)).isZero();
        }

        assertThat(pace.take(QUERY, 1, 0)).isEqualTo(SECOND / 100);
    }

    @Test
    void tooManyBytesWait() {
        assertThat(pace.take(QUERY, 4_000, 0)).isZero();
        assertThat(pace.take(QUERY, 500, 0)).isEqualTo(SECOND / 2);
    }

    @Test
    void tooMuchPresenceWaitsByWhatItAnnounces() {
        var entry = new AwarenessUpdate.Entry(1, 1, "{}");
        var forty =
                new Message.AwarenessMessage(new AwarenessUpdate(Collections.nCopies(40, entry)));
        var one = new Message.AwarenessMessage(new AwarenessUpdate(Collections.nCopies(1, entry)));

        assertThat(pace.take(forty, 1, 0)).isZero();
        assertThat(pace.take(one, 1, 0)).isEqualTo(SECOND / 10);
        assertThat(pace.take(QUERY, 1, 0)).as("nothing else waits for it").isZero();
    }
}
