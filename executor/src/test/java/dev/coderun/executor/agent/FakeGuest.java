package dev.coderun.executor.agent;

import dev.coderun.executor.Language;
import dev.coderun.executor.Toolchain;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A guest whose agent says what a test lets it say, and takes whatever it is told.
final class FakeGuest implements Guest {
    /// What its box is for: a language whose programs are built, by tools that are nowhere.
    static final Language COMPILED =
            new Language(
                    "c",
                    "C",
                    "17",
                    "main.c",
                    Map.of("main.c", ""),
                    "c",
                    new Toolchain(
                            Optional.of(List.of("/bin/cc")),
                            List.of("/bin/run"),
                            List.of(".c"),
                            Map.of()),
                    List.of(),
                    Path.of("/nowhere"));

    private static final byte[] END = {};

    private final BlockingQueue<byte[]> said = new LinkedBlockingQueue<>();

    FakeGuest() {
        says(
                64,
                0,
                ByteBuffer.allocate(5).putInt(AgentLink.PROTOCOL_VERSION).put((byte) 1).array());
    }

    void exits(int run, int code) {
        says(68, run, ByteBuffer.allocate(30).put((byte) 0).putInt(code).array());
        says(69, run, new byte[] {1});
    }

    void says(int type, int run, byte[] payload) {
        said.add(
                ByteBuffer.allocate(9 + payload.length)
                        .putInt(5 + payload.length)
                        .put((byte) type)
                        .putInt(run)
                        .put(payload)
                        .array());
    }

    @Override
    public OutputStream toAgent() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream fromAgent() {
        return new InputStream() {
            private ByteBuffer now = ByteBuffer.allocate(0);

            @Override
            public int read() {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] bytes, int start, int length) {
                if (!now.hasRemaining()) {
                    now = ByteBuffer.wrap(next());
                }
                int count = Math.min(length, now.remaining());
                now.get(bytes, start, count);
                return count == 0 ? -1 : count;
            }
        };
    }

    private byte[] next() {
        try {
            return said.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException());
        }
    }

    @Override
    public void remove() {
        said.add(END);
    }
}
