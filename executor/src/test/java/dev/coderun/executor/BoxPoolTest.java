package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BoxPoolTest {
    private final List<TestBox> opened = new ArrayList<>();
    private final List<Runnable> background = new ArrayList<>();
    private boolean broken;
    private long now;
    private final BoxPool<TestBox> pool =
            new BoxPool<>(2, 4, this::open, background::add, () -> now);

    @Test
    void nothingIsStartedForALanguageThatNobodyUses() {
        assertThat(background).isEmpty();
        assertThat(opened).isEmpty();
    }

    @Test
    void theFirstBoxIsOpenedAtOnceAndTheNextAhead() {
        pool.take();
        runBackground();

        assertThat(opened).hasSize(3);
        assertThat(pool.waiting()).isEqualTo(2);
    }

    @Test
    void aWaitingBoxIsTakenAndReplaced() {
        pool.take();
        runBackground();

        var box = pool.take();

        assertThat(opened).hasSize(3).contains(box);
        runBackground();
        assertThat(pool.waiting()).isEqualTo(2);
    }

    @Test
    void aBoxThatDiedWhileItWaitedIsNotHandedOut() {
        pool.take();
        runBackground();
        opened.get(1).reusable = false;

        var box = pool.take();

        assertThat(box).isSameAs(opened.get(2));
        assertThat(opened.get(1).closed).isTrue();
    }

    @Test
    void noMoreThanIsMissingIsOpened() {
        pool.take();
        pool.take();

        assertThat(background).hasSize(2);
    }

    @Test
    void whatIsTakenOftenIsKeptAheadOften() {
        for (int i = 0; i < 9; i++) {
            pool.take();
        }
        runBackground();

        assertThat(pool.waiting()).isEqualTo(4);
    }

    @Test
    void whenFewerAreTakenFewerWait() {
        for (int i = 0; i < 9; i++) {
            pool.take();
        }
        runBackground();
        now += BoxPool.DEMAND_WINDOW.toNanos() + 1;

        pool.tend();

        assertThat(pool.waiting()).isEqualTo(2);
        assertThat(opened.stream().filter(box -> box.closed)).hasSize(2);
    }

    @Test
    void whatNobodyTakesForLongGoes() {
        pool.take();
        runBackground();
        now += BoxPool.IDLE.toNanos() + 1;

        pool.tend();

        assertThat(pool.waiting()).isZero();
        assertThat(opened.stream().skip(1)).allMatch(box -> box.closed);
    }

    @Test
    void afterAFailureTheNextTakeTriesAgain() {
        broken = true;
        assertThatThrownBy(pool::take).isInstanceOf(SandboxFailed.class);
        runBackground();

        broken = false;
        pool.take();
        runBackground();

        assertThat(pool.waiting()).isEqualTo(2);
    }

    @Test
    void whatIsOpenedAfterTheCloseIsClosed() {
        pool.take();

        pool.close();
        runBackground();

        assertThat(opened.stream().skip(1)).allMatch(box -> box.closed);
        assertThat(pool.waiting()).isZero();
    }

    private TestBox open() {
        if (broken) {
            throw new SandboxFailed("No box today.");
        }
        var box = new TestBox();
        opened.add(box);
        return box;
    }

    private void runBackground() {
        var tasks = List.copyOf(background);
        background.clear();
        tasks.forEach(Runnable::run);
    }

    private static final class TestBox implements Box {
        private boolean reusable = true;
        private boolean closed;

        @Override
        public void setFiles(Map<String, byte[]> files) {}

        @Override
        public RunningProgram start(
                Program program, RunInput input, Limits limits, OutputSink sink) {
            throw new IllegalStateException("Nothing runs in a test's box");
        }

        @Override
        public RunningProgram build(Program program, OutputSink sink) {
            throw new IllegalStateException("Nothing is built in a test's box");
        }

        @Override
        public boolean reusable() {
            return reusable;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
