package dev.coderun.server.transport;

import dev.coderun.session.live.Outbox;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What waits to be sent on one connection, in order: bounded in bytes, written by whoever made it busy. A close frame is
/// the last thing that ever leaves it. The queue is guarded by this, which is never held while writing.
final class SocketOutbox implements Outbox {

    /// Where bytes leave: blocks while the peer does not read, and throws once the connection has ended.
    interface Wire {
        void write(byte[] bytes, int offset, int length);
    }

    private static final System.Logger LOG = System.getLogger(SocketOutbox.class.getName());

    /// Small frames leave together; larger ones in slices, so that the time rule sees progress rather than size.
    private static final int SLICE_BYTES = 64 * 1024;

    /// What queueing one frame costs beside its bytes; counted, so that the bound on bytes bounds the frames too.
    static final int FRAME_COST_BYTES = 64;

    private static final long NOT_WRITING = Long.MIN_VALUE;

    private final Wire wire;
    private final int roomBytes;
    private final Consumer<Runnable> startWriter;
    private final Optional<SharedDeflater> deflater;
    private final TransportMetrics metrics;

    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private int countedBytes;
    private boolean hasWriter;
    private boolean stateWaits;
    private @Nullable Thread reader;

    /// Written under the lock; read without it where a moment does not matter.
    private volatile boolean isClosing;

    private volatile boolean closeSent;
    private volatile boolean wasFull;
    private volatile long writingSinceNanos = NOT_WRITING;

    /// `startWriter` runs a task on a thread of its own; `deflater` is there if the peer takes compressed messages.
    SocketOutbox(
            Wire wire,
            int roomBytes,
            Consumer<Runnable> startWriter,
            Optional<SharedDeflater> deflater,
            TransportMetrics metrics) {
        this.wire = wire;
        this.roomBytes = roomBytes;
        this.startWriter = startWriter;
        this.deflater = deflater;
        this.metrics = metrics;
    }

    /// Bytes as they go over the wire, or a message whose frame header is still to be written before it.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Queued(byte[] bytes, boolean isMessage, int cost, boolean isState) {

        static Queued message(byte[] bytes) {
            return new Queued(bytes, true, bytes.length + FRAME_COST_BYTES, false);
        }

        static Queued state(byte[] bytes) {
            return new Queued(bytes, true, 0, true);
        }

        static Queued frame(byte[] bytes, int cost) {
            return new Queued(bytes, false, cost, false);
        }
    }

    @Override
    public boolean offer(byte[] frame) {
        return enqueue(Queued.message(frame));
    }

    @Override
    public boolean offerState(byte[] frame) {
        return takeStateRoom() ? enqueue(Queued.state(frame)) : offer(frame);
    }

    @Override
    public synchronized int queuedBytes() {
        return countedBytes;
    }

    @Override
    public void close(int code, String reason) {
        finishWith(Frames.close(code, reason), false);
    }

    /// Queues frames that are complete already: control frames, and what Tyrus writes.
    void offerFrame(byte[] bytes) {
        if (bytes.length > 0 && Frames.opcode(bytes[0]) == Frames.CLOSE) {
            finishWith(bytes, false);
        } else {
            enqueue(Queued.frame(bytes, bytes.length + FRAME_COST_BYTES));
        }
    }

    /// The answer to the upgrade, which is no frame.
    void offerHandshake(byte[] bytes) {
        enqueue(Queued.frame(bytes, 0));
    }

    /// Frames that this thread queues are written when it calls [#flush], not by a writer started for each.
    synchronized void readBy(Thread thread) {
        reader = thread;
    }

    /// Writes what is queued, unless somebody is writing already.
    void flush() {
        synchronized (this) {
            if (hasWriter || queue.isEmpty()) {
                return;
            }
            hasWriter = true;
        }
        writeUntilEmpty();
    }

    /// Nothing more is sent: the connection has ended.
    synchronized void discard() {
        isClosing = true;
        queue.clear();
        countedBytes = 0;
    }

    boolean isClosing() {
        return isClosing;
    }

    /// Whether the close frame has left.
    boolean closeSent() {
        return closeSent;
    }

    /// Whether it is closing because it was full: its peer is slow, and may have much to read before the close frame.
    boolean wasFull() {
        return wasFull;
    }

    /// Waits until whoever writes has written all there is.
    synchronized void awaitWritten(Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        try {
            long restMillis = patience.toMillis();
            while (hasWriter && restMillis > 0) {
                wait(restMillis);
                restMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// For how long the current write has made no progress; 0 if nothing is being written.
    long stuckNanos(long nowNanos) {
        long since = writingSinceNanos;
        return since == NOT_WRITING ? 0 : nowNanos - since;
    }

    private synchronized boolean takeStateRoom() {
        boolean hasRoom = !stateWaits;
        stateWaits = true;
        return hasRoom;
    }

    private boolean enqueue(Queued entry) {
        boolean needsWriter;
        synchronized (this) {
            if (isClosing) {
                return false;
            }
            // A single frame always passes an outbox that is empty, however large it is.
            if (countedBytes > 0 && countedBytes + entry.cost > roomBytes) {
                metrics.evicted(TransportMetrics.Eviction.FULL);
                wasFull = true;
                finishWith(Frames.close(1013, "too slow: connect again"), true);
                return false;
            }
            queue.add(entry);
            countedBytes += entry.cost;
            needsWriter = claimWriter();
        }
        if (needsWriter) {
            startWriter.accept(this::writeUntilEmpty);
        }
        return true;
    }

    private void finishWith(byte[] closeFrame, boolean dropsQueue) {
        boolean needsWriter;
        synchronized (this) {
            if (isClosing) {
                return;
            }
            isClosing = true;
            if (dropsQueue) {
                // A joiner gets the state all the same: it comes back for the rest alone, where it
                // would else begin anew each time.
                queue.removeIf(waiting -> !waiting.isState);
            }
            queue.add(Queued.frame(closeFrame, 0));
            needsWriter = claimWriter();
        }
        if (needsWriter) {
            startWriter.accept(this::writeUntilEmpty);
        }
    }

    /// Under the lock: whether a writer must be started.
    private boolean claimWriter() {
        if (hasWriter || Thread.currentThread() == reader) {
            return false;
        }
        hasWriter = true;
        return true;
    }

    private synchronized void endWriter() {
        hasWriter = false;
        closeSent = isClosing;
        notifyAll();
    }

    private void writeUntilEmpty() {
        try {
            var slice = new Slice();
            for (var entry = next(slice); entry != null; entry = next(slice)) {
                slice.add(entry);
            }
        } catch (RuntimeException e) {
            // The peer is gone or was cut off; the reading thread learns it by itself and cleans
            // up.
            LOG.log(System.Logger.Level.DEBUG, "a write failed", e);
            discard();
            endWriter();
        }
    }

    /// The next frame; null, after everything has left, if there is none: then this writer's work is done.
    private @Nullable Queued next(Slice slice) {
        while (true) {
            synchronized (this) {
                var entry = queue.poll();
                if (entry != null) {
                    return entry;
                }
                if (slice.isEmpty()) {
                    endWriter();
                    return null;
                }
            }
            slice.leave();
        }
    }

    private synchronized void makeRoom(int cost, boolean ofState) {
        countedBytes = Math.max(0, countedBytes - cost);
        stateWaits &= !ofState;
    }

    /// Frames that leave in one write.
    private final class Slice {
        private byte[] bytes = new byte[0];
        private int length;
        private int frames;
        private int cost;
        private boolean endsState;

        boolean isEmpty() {
            return length == 0;
        }

        void add(Queued entry) {
            var compressed =
                    entry.isMessage
                            ? deflater.flatMap(shared -> shared.compressed(entry.bytes))
                            : Optional.<byte[]>empty();
            add(compressed.orElse(entry.bytes), entry.isMessage, compressed.isPresent());
            cost += entry.cost;
            endsState |= entry.isState;
            frames++;
        }

        private void add(byte[] payload, boolean isMessage, boolean isCompressed) {
            int headerBytes = isMessage ? Frames.headerBytes(payload.length) : 0;
            if (length + headerBytes > SLICE_BYTES) {
                leave();
            }
            growFor(length + headerBytes + payload.length);
            if (isMessage) {
                int headerAt = length;
                length = Frames.writeBinaryHeader(bytes, headerAt, payload.length);
                bytes[headerAt] |= (byte) (isCompressed ? Frames.COMPRESSED : 0);
            }
            for (int at = 0; at < payload.length; ) {
                if (length == SLICE_BYTES) {
                    leave();
                }
                int part = Math.min(payload.length - at, SLICE_BYTES - length);
                System.arraycopy(payload, at, bytes, length, part);
                length += part;
                at += part;
            }
        }

        /// Most writers send one small frame and are done, so there is no more than they need.
        private void growFor(int wantedBytes) {
            if (wantedBytes > bytes.length && bytes.length < SLICE_BYTES) {
                int grown = Math.max(wantedBytes, 2 * bytes.length);
                bytes = Arrays.copyOf(bytes, Math.min(grown, SLICE_BYTES));
            }
        }

        void leave() {
            writingSinceNanos = System.nanoTime();
            try {
                wire.write(bytes, 0, length);
            } finally {
                writingSinceNanos = NOT_WRITING;
            }
            metrics.sent(frames, length);
            length = 0;
            frames = 0;
            makeRoom(cost, endsState);
            cost = 0;
            endsState = false;
        }
    }
}
