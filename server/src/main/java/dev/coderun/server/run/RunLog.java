package dev.coderun.server.run;

import dev.coderun.executor.Channel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One run's combined output: kept up to a bound, replayed from any byte, and followed as it grows. Guarded by this.
///
/// Output becomes chunks, each encoded once as the frame that every follower gets. A chunk that comes after a quiet
/// moment goes out at once; what follows within [#WINDOW] goes out together. A follower that has no room is left where
/// it is and goes on later; when the log no longer keeps what it needs next, it is told of the gap.
final class RunLog {
    /// What is kept of one run, each chunk's own weight counted in. The oldest chunks go first.
    static final int KEPT_BYTES = 4 << 20;

    /// A chunk that has grown to this is closed.
    static final int CHUNK_BYTES = 32 << 10;

    /// What a chunk weighs besides its bytes, so that many tiny ones are bounded too.
    static final int CHUNK_OVERHEAD_BYTES = 128;

    /// How long output is gathered while more of it keeps coming.
    static final Duration WINDOW = Duration.ofMillis(8);

    private static final int LONGEST_CHARACTER_BYTES = 4;

    private final long run;
    private final LongSupplier nanoTime;
    private final Executor pumps;

    private final TreeMap<Long, Chunk> kept = new TreeMap<>();
    private final Map<Object, Reader> readers = new HashMap<>();
    private final byte[] gathered = new byte[CHUNK_BYTES];

    private @Nullable Channel gatheredChannel;
    private int gatheredBytes;
    private boolean tailWaits;
    private long keptWeight;
    private long closedLength;
    private long lastFlushNanos;
    private boolean ended;
    private boolean pumping;

    /// `pumps` runs what must happen a little later, each on a thread of its own.
    RunLog(long run, LongSupplier nanoTime, Executor pumps) {
        this.run = run;
        this.nanoTime = nanoTime;
        this.pumps = pumps;
        this.lastFlushNanos = nanoTime.getAsLong() - WINDOW.toNanos();
    }

    synchronized void append(Channel channel, byte[] bytes) {
        if (ended) {
            return;
        }
        gather(channel, bytes);
        if (windowIsOver()) {
            flush(false);
        }
        pumpIfNeeded();
    }

    /// Sends what was gathered, without waiting for the window's end: something that is not output comes next.
    synchronized void flush() {
        flush(true);
        pumpIfNeeded();
    }

    /// No more output comes. Followers still get what they have not got.
    synchronized void end() {
        flush(true);
        ended = true;
        pumpIfNeeded();
    }

    /// Lets nobody follow any longer: another run has taken this one's place, or the session is gone.
    synchronized void close() {
        end();
        kept.clear();
        keptWeight = 0;
        readers.values().forEach(Reader::giveUp);
        readers.clear();
    }

    /// Bytes of the log so far, those no longer kept counted in.
    synchronized long length() {
        return closedLength + gatheredBytes;
    }

    /// Sends the log from this byte on, and then what comes. Whoever follows already goes on from there instead.
    synchronized void follow(Object id, LogFollower follower, long offset) {
        var reader = new Reader(follower, Math.min(offset, closedLength));
        if (reader.deliver()) {
            readers.put(id, reader);
        } else {
            readers.remove(id);
        }
        pumpIfNeeded();
    }

    synchronized void unfollow(Object id) {
        readers.remove(id);
    }

    /// Does what is due: ends the window if its time has come, and serves who had no room. True while more will be due.
    synchronized boolean pump() {
        if (windowIsOver()) {
            flush(false);
        }
        pumping = hasMoreToDo();
        return pumping;
    }

    private void pumpIfNeeded() {
        if (!pumping && hasMoreToDo()) {
            pumping = true;
            pumps.execute(this::pumpUntilDone);
        }
    }

    private void pumpUntilDone() {
        do {
            LockSupport.parkNanos(WINDOW.toNanos());
        } while (pump());
    }

    private boolean hasMoreToDo() {
        return gatheredBytes > 0
                || readers.values().stream().anyMatch(reader -> reader.position < closedLength);
    }

    private boolean windowIsOver() {
        return nanoTime.getAsLong() - lastFlushNanos >= WINDOW.toNanos();
    }

    private void gather(Channel channel, byte[] bytes) {
        if (channel != gatheredChannel) {
            closeChunk(gatheredBytes);
            gatheredChannel = channel;
        }
        int taken = 0;
        while (taken < bytes.length) {
            if (gatheredBytes == CHUNK_BYTES) {
                closeChunk(gatheredBytes - unfinishedCharacterBytes());
            }
            int count = Math.min(bytes.length - taken, CHUNK_BYTES - gatheredBytes);
            System.arraycopy(bytes, taken, gathered, gatheredBytes, count);
            gatheredBytes += count;
            taken += count;
        }
    }

    /// A character whose last bytes have not come yet waits for them, but only until the next window's end.
    private void flush(boolean everything) {
        if (gatheredBytes > 0) {
            lastFlushNanos = nanoTime.getAsLong();
        }
        int unfinished = everything || tailWaits ? 0 : unfinishedCharacterBytes();
        tailWaits = unfinished > 0;
        closeChunk(gatheredBytes - unfinished);
        readers.values().removeIf(reader -> !reader.deliver());
    }

    /// Makes the first bytes of what was gathered a chunk, and keeps the rest for the next.
    private void closeChunk(int count) {
        if (count == 0 || gatheredChannel == null) {
            return;
        }
        var frame = RunFrames.output(run, gatheredChannel, closedLength, gathered, 0, count);
        kept.put(closedLength, new Chunk(gatheredChannel, closedLength, count, frame));
        keptWeight += count + CHUNK_OVERHEAD_BYTES;
        closedLength += count;
        gatheredBytes -= count;
        System.arraycopy(gathered, count, gathered, 0, gatheredBytes);
        while (keptWeight > KEPT_BYTES) {
            keptWeight -= kept.pollFirstEntry().getValue().count + CHUNK_OVERHEAD_BYTES;
        }
    }

    /// How many bytes at the end of what was gathered begin a UTF-8 character that is not whole yet.
    private int unfinishedCharacterBytes() {
        int limit = Math.min(gatheredBytes, LONGEST_CHARACTER_BYTES - 1);
        for (int back = 1; back <= limit; back++) {
            int one = gathered[gatheredBytes - back] & 0xFF;
            if (one < 0x80) {
                return 0;
            }
            if (one >= 0xC0) {
                int length = one >= 0xF0 ? 4 : one >= 0xE0 ? 3 : 2;
                return length > back ? back : 0;
            }
        }
        return 0;
    }

    /// Output of one channel that came together, and the frame that carries it.
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Chunk(Channel channel, long offset, int count, byte[] frame) {
        long end() {
            return offset + count;
        }

        /// The frame for somebody who has read up to `position` inside this chunk.
        byte[] frameFrom(long run, long position) {
            if (position == offset) {
                return frame;
            }
            int rest = Math.toIntExact(end() - position);
            return RunFrames.output(run, channel, position, frame, frame.length - rest, rest);
        }
    }

    /// One follower, and the byte that it gets next.
    private final class Reader {
        private final LogFollower follower;
        private long position;

        Reader(LogFollower follower, long position) {
            this.follower = follower;
            this.position = position;
        }

        /// Hands over all that there is and that the follower has room for. False if it is gone.
        boolean deliver() {
            while (position < closedLength && follower.hasRoom()) {
                if (!deliverOne()) {
                    return false;
                }
            }
            return true;
        }

        /// What has not been delivered never will be.
        void giveUp() {
            if (position < closedLength) {
                follower.offer(RunMessages.gap(run, position, closedLength));
            }
        }

        private boolean deliverOne() {
            var entry = kept.floorEntry(position);
            if (entry == null) {
                long end = kept.isEmpty() ? closedLength : kept.firstKey();
                var gap = RunMessages.gap(run, position, end);
                position = end;
                return follower.offer(gap);
            }
            var chunk = entry.getValue();
            var frame = chunk.frameFrom(run, position);
            position = chunk.end();
            return follower.offer(frame);
        }
    }
}
