package dev.coderun.server.transport;

import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.zip.Deflater;

/// Compresses a large message once for everybody that it goes to. A message for a whole session is one array, so whoever
/// sends the same array gets the same result. The list of results is guarded by this, which is not held while compressing.
final class SharedDeflater {

    /// Below it, compressing costs more than it saves.
    static final int LEAST_BYTES = 1024;

    /// How many results are remembered, and of how many bytes of messages.
    static final int MAX_REMEMBERED = 64;

    static final long MAX_REMEMBERED_BYTES = 16 << 20;

    /// The end of a block, which RFC 7692 takes off each message.
    private static final int TAIL_BYTES = 4;

    private static final int STEP_BYTES = 16 * 1024;

    private final ArrayDeque<Result> recent = new ArrayDeque<>();
    private long recentBytes;

    /// The message compressed; empty if that makes it no smaller. Whoever comes second waits for the first.
    Optional<byte[]> compressed(byte[] message) {
        return message.length < LEAST_BYTES ? Optional.empty() : resultOf(message).get(message);
    }

    private synchronized Result resultOf(byte[] message) {
        for (Iterator<Result> newest = recent.descendingIterator(); newest.hasNext(); ) {
            var result = newest.next();
            if (result.message.refersTo(message)) {
                return result;
            }
        }
        var result = new Result(message);
        recent.add(result);
        recentBytes += result.messageBytes;
        while (recent.size() > MAX_REMEMBERED || recentBytes > MAX_REMEMBERED_BYTES) {
            recentBytes -= recent.remove().messageBytes;
        }
        return result;
    }

    /// Guarded by itself.
    private static final class Result {

        private final WeakReference<byte[]> message;
        private final int messageBytes;
        private boolean isThere;
        private Optional<byte[]> compressed = Optional.empty();

        Result(byte[] message) {
            this.message = new WeakReference<>(message);
            this.messageBytes = message.length;
        }

        synchronized Optional<byte[]> get(byte[] itsMessage) {
            if (!isThere) {
                compressed = Optional.of(deflate(itsMessage)).filter(this::isSmaller);
                isThere = true;
            }
            return compressed;
        }

        private boolean isSmaller(byte[] bytes) {
            return bytes.length < messageBytes;
        }
    }

    private static byte[] deflate(byte[] message) {
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(message);
            var out = new ByteArrayOutputStream(message.length / 2);
            var step = new byte[STEP_BYTES];
            int count;
            do {
                count = deflater.deflate(step, 0, step.length, Deflater.SYNC_FLUSH);
                out.write(step, 0, count);
            } while (count == step.length);
            var bytes = out.toByteArray();
            return Arrays.copyOf(bytes, bytes.length - TAIL_BYTES);
        } finally {
            deflater.end();
        }
    }
}
