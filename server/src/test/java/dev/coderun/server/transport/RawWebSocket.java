package dev.coderun.server.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A websocket client that can do everything wrong: it sends the bytes it is told to.
public final class RawWebSocket implements AutoCloseable {

    static final int WAIT_MILLIS = 60_000;

    /// What is longer is read in so many bytes at a time.
    public static final int PART_BYTES = 128 * 1024;

    private static final byte[] MASK = {1, 2, 3, 4};

    private final Socket socket;
    private final DataInputStream in;
    private final String answer;

    /// A frame as it came: its first byte, and its payload.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Frame(int firstByte, byte[] payload) {
        public int opcode() {
            return firstByte & 0x0f;
        }

        public int closeCode() {
            return ByteBuffer.wrap(payload).getShort() & 0xffff;
        }

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    private RawWebSocket(Socket socket, Runnable beforeEachPart, String answer) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new PartByPart(socket.getInputStream(), beforeEachPart));
        this.answer = answer;
    }

    /// Reads no more than a part at a time, and before each does as it was told.
    private static final class PartByPart extends FilterInputStream {
        private final Runnable beforeEachPart;

        PartByPart(InputStream in, Runnable beforeEachPart) {
            super(in);
            this.beforeEachPart = beforeEachPart;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length > PART_BYTES) {
                beforeEachPart.run();
            }
            return super.read(bytes, offset, Math.min(length, PART_BYTES));
        }
    }

    public static RawWebSocket open(int port, String path, String... headers) throws IOException {
        return open(port, 64 * 1024, path, headers);
    }

    /// One that takes its time over long messages.
    public static RawWebSocket openSlow(
            int port, Runnable beforeEachPart, String path, String... headers) throws IOException {
        return open(port, 64 * 1024, beforeEachPart, path, headers);
    }

    static RawWebSocket open(int port, int receiveBufferBytes, String path, String... headers)
            throws IOException {
        return open(port, receiveBufferBytes, () -> {}, path, headers);
    }

    private static RawWebSocket open(
            int port,
            int receiveBufferBytes,
            Runnable beforeEachPart,
            String path,
            String... headers)
            throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(receiveBufferBytes);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(WAIT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        var all = new ArrayList<>(List.of(headers));
        if (all.stream().noneMatch(header -> header.startsWith("Host:"))) {
            all.add("Host: 127.0.0.1:" + port);
        }
        var request =
                "GET "
                        + path
                        + " HTTP/1.1\r\n"
                        + "Upgrade: websocket\r\n"
                        + "Connection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\n"
                        + String.join("\r\n", all)
                        + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return new RawWebSocket(socket, beforeEachPart, head(socket));
    }

    private static String head(Socket socket) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /// The status line and headers of the answer to the upgrade.
    public String answer() {
        return answer;
    }

    public Socket socket() {
        return socket;
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    public void sendMessage(byte[] payload) throws IOException {
        send(frame(0x82, payload));
    }

    /// A masked frame.
    static byte[] frame(int firstByte, byte[] payload) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(header(firstByte, payload.length));
        out.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ MASK[i & 3]);
        }
        return out.toByteArray();
    }

    /// The header of a masked frame, without its mask.
    static byte[] header(int firstByte, long length) {
        if (length < 126) {
            return new byte[] {(byte) firstByte, (byte) (0x80 | length)};
        }
        if (length <= 0xffff) {
            return new byte[] {
                (byte) firstByte, (byte) (0x80 | 126), (byte) (length >> 8), (byte) length
            };
        }
        return ByteBuffer.allocate(10)
                .put((byte) firstByte)
                .put((byte) (0x80 | 127))
                .putLong(length)
                .array();
    }

    public Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        long length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        var payload = new byte[(int) length];
        in.readFully(payload);
        return new Frame(first, payload);
    }

    /// Whether the server has hung up.
    public boolean hasEnded() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
