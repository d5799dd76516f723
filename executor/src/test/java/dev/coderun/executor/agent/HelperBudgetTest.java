package dev.coderun.executor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HelperBudgetTest {
    private final FakeBox oldest = new FakeBox(60, 1);
    private final FakeBox middle = new FakeBox(60, 2);
    private final FakeBox newest = new FakeBox(60, 3);
    private final FakeBox running = new FakeBox(0, 0);

    @Test
    void helpersStayWhileThereIsMemory() {
        keep(180);

        assertThat(List.of(oldest.bytes, middle.bytes, newest.bytes)).containsOnly(60L);
    }

    @Test
    void thoseThatWereNotNeededForLongestGoFirst() {
        keep(100);

        assertThat(oldest.bytes).isZero();
        assertThat(middle.bytes).isZero();
        assertThat(newest.bytes).isEqualTo(60);
    }

    @Test
    void aBoxWhoseProgramRunsIsLeftAlone() {
        keep(0);

        assertThat(newest.bytes).isZero();
        assertThat(running.givenUp).isFalse();
    }

    @Test
    void moreAreStartedOnlyWhileThereIsRoom() {
        var boxes = List.of(oldest, middle);

        assertThat(new HelperBudget(121).hasRoom(boxes)).isTrue();
        assertThat(new HelperBudget(120).hasRoom(boxes)).isFalse();
    }

    private void keep(long bytes) {
        new HelperBudget(bytes).keep(List.of(newest, running, oldest, middle));
    }

    private static final class FakeBox implements HelperBudget.Idle {
        private long bytes;
        private final long lastUsedNanos;
        private boolean givenUp;

        FakeBox(long bytes, long lastUsedNanos) {
            this.bytes = bytes;
            this.lastUsedNanos = lastUsedNanos;
        }

        @Override
        public long idleBytes() {
            return bytes;
        }

        @Override
        public long heldBytes() {
            return bytes;
        }

        @Override
        public long lastUsedNanos() {
            return lastUsedNanos;
        }

        @Override
        public void giveUp() {
            givenUp = true;
            bytes = 0;
        }
    }
}
