package dev.coderun.server.transport;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates messages that are compressed each for itself, and refuses one as soon as it is larger than a message may be.
final class MessageInflater {

    /// The end of a block, which RFC 7692 takes off each message.
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private static final int STEP_BYTES = 4 * 1024;

    /// Each holds about 40 KB outside the heap, and making one takes longer than inflating a keystroke.
    private static final int MAX_IDLE = 16;

    private static final BlockingQueue<Inflater> IDLE = new ArrayBlockingQueue<>(MAX_IDLE);

    private MessageInflater() {}

    /// Throws [BrokenFrameException] for what is no compressed data, or too much.
    static byte[] inflate(byte[] compressed, int maxBytes) {
        var idle = IDLE.poll();
        var inflater = idle == null ? new Inflater(true) : idle;
        try {
            return inflate(inflater, compressed, maxBytes);
        } catch (DataFormatException e) {
            throw new BrokenFrameException(1007, "this is no compressed message");
        } finally {
            inflater.reset();
            if (!IDLE.offer(inflater)) {
                inflater.end();
            }
        }
    }

    private static byte[] inflate(Inflater inflater, byte[] compressed, int maxBytes)
            throws DataFormatException {
        var out = new ByteArrayOutputStream();
        var step = new byte[Math.min(STEP_BYTES, maxBytes + 1)];
        inflater.setInput(compressed);
        boolean hasTail = false;
        while (!inflater.finished()) {
            int count = inflater.inflate(step);
            if (out.size() + count > maxBytes) {
                throw new BrokenFrameException(1009, "too big: at most " + maxBytes + " bytes");
            }
            out.write(step, 0, count);
            if (inflater.needsDictionary()) {
                throw new BrokenFrameException(1007, "this is no compressed message");
            }
            if (count == 0 && inflater.needsInput()) {
                if (hasTail) {
                    break;
                }
                hasTail = true;
                inflater.setInput(TAIL);
            }
        }
        return out.toByteArray();
    }
}
