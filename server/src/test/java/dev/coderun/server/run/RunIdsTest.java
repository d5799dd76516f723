package dev.coderun.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunIdsTest {
    private final AtomicLong blocks = new AtomicLong();
    private final RunIds ids = new RunIds(blocks::incrementAndGet);

    @Test
    void runsAreCountedFromOneAndTheStoreIsAskedOnceForABlock() {
        for (long id = 1; id <= 3 * RunIds.BLOCK; id++) {
            assertThat(ids.next()).isEqualTo(id);
        }

        assertThat(blocks).hasValue(3);
    }

    @Test
    void afterARestartNoNumberComesAgain() {
        long last = ids.next();

        var afterRestart = new RunIds(blocks::incrementAndGet);

        assertThat(afterRestart.next()).isGreaterThan(last);
    }
}
