package dev.coderun.executor.docker;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The stdout of a container that has no terminal, taken from the engine's stream, which interleaves it with stderr: each
/// piece has eight bytes before it, of which the first says which stream it is and the last four its length.
final class StdoutStream extends InputStream {
    private static final int STDOUT = 1;

    private final DataInputStream in;
    private int left; // Of the current piece of stdout.

    StdoutStream(InputStream in) {
        this.in = new DataInputStream(new BufferedInputStream(in, 64 * 1024));
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int start, int length) throws IOException {
        while (left == 0) {
            if (!nextPiece()) {
                return -1;
            }
        }
        int count = in.read(bytes, start, Math.min(left, length));
        if (count < 0) {
            throw new EOFException("The engine's stream was cut");
        }
        left -= count;
        return count;
    }

    private boolean nextPiece() throws IOException {
        int stream = in.read();
        if (stream < 0) {
            return false;
        }
        in.skipNBytes(3);
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("A piece of " + length + " bytes does not fit");
        }
        if (stream == STDOUT) {
            left = length;
        } else {
            in.skipNBytes(length);
        }
        return true;
    }
}
