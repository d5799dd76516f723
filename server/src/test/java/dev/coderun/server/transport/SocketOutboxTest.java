package dev.coderun.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketOutboxTest {

    private static final int ROOM = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Integer> writes = new ArrayList<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger writers = new AtomicInteger();
    private volatile boolean isBlocked;

    private final SocketOutbox outbox =
            new SocketOutbox(
                    this::write,
                    ROOM,
                    task -> {
                        writers.incrementAndGet();
                        Thread.ofVirtual().start(task);
                    },
                    Optional.empty(),
                    new TransportMetrics());

    private void write(byte[] bytes, int offset, int length) {
        if (isBlocked) {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        writes.add(length);
        sent.write(bytes, offset, length);
    }

    @AfterEach
    void open() {
        open.countDown();
    }

    @Test
    void framesThatWaitTogetherLeaveTogether() {
        isBlocked = true;
        outbox.offer(new byte[10]);
        Waiting.until(() -> outbox.stuckNanos(System.nanoTime()) > 0);
        for (int i = 0; i < 50; i++) {
            outbox.offer(new byte[10]);
        }

        open.countDown();

        Waiting.until(() -> outbox.queuedBytes() == 0);
        assertThat(writes).containsExactly(12, 50 * 12);
        assertThat(writers).hasValue(1);
    }

    @Test
    void whoReadsWritesItsOwnFramesInOneGo() {
        outbox.readBy(Thread.currentThread());
        outbox.offer(new byte[10]);
        outbox.offer(new byte[10]);
        assertThat(writes).isEmpty();

        outbox.flush();

        assertThat(writes).containsExactly(24);
        assertThat(writers).hasValue(0);
    }

    @Test
    void whatDoesNotFitEndsTheConnectionWith1013AndNothingElseLeaves() {
        isBlocked = true;
        int accepted = 0;
        while (outbox.offer(new byte[1000])) {
            accepted++;
        }

        assertThat(accepted * (1000 + SocketOutbox.FRAME_COST_BYTES)).isLessThanOrEqualTo(ROOM);
        assertThat(outbox.offer(new byte[1])).isFalse();
        outbox.close(1000, "too late");
        open.countDown();
        Waiting.until(outbox::closeSent);
        assertThat(closeCode()).isEqualTo(1013);
    }

    @Test
    void aStateLeavesThoughWhatCameBehindItWasTooMuch() {
        isBlocked = true;
        outbox.offer(new byte[1]);
        Waiting.until(() -> outbox.stuckNanos(System.nanoTime()) > 0);
        outbox.offerState(new byte[] {7, 7, 7});
        while (outbox.offer(new byte[1000])) {
            // until there is no more room
        }

        open.countDown();

        Waiting.until(outbox::closeSent);
        var state = new byte[] {(byte) 0x82, 3, 7, 7, 7};
        assertThat(sent.toByteArray()).startsWith((byte) 0x82, (byte) 1, (byte) 0);
        assertThat(Arrays.copyOfRange(sent.toByteArray(), 3, 8)).isEqualTo(state);
        assertThat(sent.toByteArray()[8])
                .as("nothing between it and the close")
                .isEqualTo((byte) 0x88);
        assertThat(closeCode()).isEqualTo(1013);
    }

    @Test
    void tinyFramesFillTheRoomToo() {
        isBlocked = true;
        int accepted = 0;
        while (outbox.offer(new byte[0])) {
            accepted++;
        }

        assertThat(accepted).isLessThanOrEqualTo(ROOM / SocketOutbox.FRAME_COST_BYTES);
    }

    @Test
    void oneStateAtATimeIsNotCounted() {
        for (int i = 0; i < 3; i++) {
            outbox.offerState(new byte[100 * ROOM]);
            outbox.awaitWritten(PATIENCE);
        }

        isBlocked = true;
        assertThat(outbox.offer(new byte[ROOM - SocketOutbox.FRAME_COST_BYTES])).isTrue();
        assertThat(outbox.offerState(new byte[ROOM])).isTrue();
        assertThat(outbox.offerState(new byte[ROOM])).isFalse();
    }

    @Test
    void aFrameLargerThanTheRoomPassesAnEmptyOutbox() {
        isBlocked = true;

        assertThat(outbox.offer(new byte[10 * ROOM])).isTrue();
        assertThat(outbox.offer(new byte[1])).isFalse();
    }

    @Test
    void theCloseFrameComesAfterWhatWasQueuedAndIsTheLast() {
        outbox.readBy(Thread.currentThread());
        outbox.offer(new byte[] {7});
        outbox.close(4404, "gone");
        outbox.offer(new byte[] {8});
        outbox.close(1001, "away");
        outbox.flush();

        var bytes = sent.toByteArray();
        assertThat(bytes).startsWith(0x82, 1, 7);
        assertThat(bytes).hasSize(3 + 2 + 2 + "gone".length());
        assertThat(closeCode()).isEqualTo(4404);
        assertThat(outbox.closeSent()).isTrue();
    }

    @Test
    void aBrokenWireEndsTheWriterAndTakesNothingMore() {
        var broken =
                new SocketOutbox(
                        (_, _, _) -> {
                            throw new IllegalStateException("broken");
                        },
                        ROOM,
                        Runnable::run,
                        Optional.empty(),
                        new TransportMetrics());

        broken.offer(new byte[1]);

        assertThat(broken.isClosing()).isTrue();
        assertThat(broken.offer(new byte[1])).isFalse();
        assertThat(broken.queuedBytes()).isZero();
    }

    /// The code of the close frame that is the last thing sent.
    private int closeCode() {
        var bytes = sent.toByteArray();
        for (int at = bytes.length - 4; at >= 0; at--) {
            if (bytes[at] == (byte) 0x88 && at + 2 + bytes[at + 1] == bytes.length) {
                return ((bytes[at + 2] & 0xff) << 8) | (bytes[at + 3] & 0xff);
            }
        }
        return 0;
    }
}
