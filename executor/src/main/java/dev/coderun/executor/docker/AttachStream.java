package dev.coderun.executor.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// A container's stdin and stdout over one connection of their own to the engine: an HTTP upgrade, then bytes.
///
/// The client library's attach neither passes on the end of stdin nor keeps up with a flood of output.
final class AttachStream implements Closeable {
    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final int DEFAULT_PORT = 2375;

    private final Closeable connection;
    private final InputStream in;
    private final OutputStream out;

    private AttachStream(Closeable connection, InputStream in, OutputStream out) {
        this.connection = connection;
        this.in = in;
        this.out = out;
    }

    /// Attaches to a container that was made and is not yet started, so that nothing it says is missed.
    static AttachStream attach(URI engine, Optional<SSLContext> tls, String containerId)
            throws IOException {
        var stream = connect(engine, tls);
        try {
            stream.upgrade(containerId);
        } catch (IOException e) {
            stream.close();
            throw e;
        }
        return stream;
    }

    private static AttachStream connect(URI engine, Optional<SSLContext> tls) throws IOException {
        if (engine.getScheme().equals("unix")) {
            var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(engine.getPath()));
            return new AttachStream(
                    channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
        }
        int port = engine.getPort() < 0 ? DEFAULT_PORT : engine.getPort();
        var socket =
                tls.isPresent()
                        ? tls.get().getSocketFactory().createSocket(engine.getHost(), port)
                        : new Socket(engine.getHost(), port);
        socket.setTcpNoDelay(true);
        return new AttachStream(socket, socket.getInputStream(), socket.getOutputStream());
    }

    private void upgrade(String containerId) throws IOException {
        var request =
                "POST /containers/"
                        + containerId
                        + "/attach?stream=1&stdin=1&stdout=1&stderr=1 HTTP/1.1\r\n"
                        + "Host: docker\r\n"
                        + "Connection: Upgrade\r\n"
                        + "Upgrade: tcp\r\n"
                        + "Content-Length: 0\r\n"
                        + "\r\n";
        out.write(request.getBytes(US_ASCII));
        out.flush();
        var head = head();
        var status = head.lines().findFirst().orElse("");
        if (!status.startsWith("HTTP/1.1 101") && !status.startsWith("HTTP/1.1 200")) {
            throw new IOException("The engine refuses to attach: " + status);
        }
    }

    /// Read byte by byte: the first byte after it belongs to the container.
    private String head() throws IOException {
        var head = new ByteArrayOutputStream();
        int ending = 0; // How many of \r\n\r\n were just read.
        while (ending < 4) {
            int next = in.read();
            if (next < 0 || head.size() == MAX_HEAD_BYTES) {
                throw new EOFException("The engine's answer to an attach does not end");
            }
            head.write(next);
            boolean expected = next == (ending % 2 == 0 ? '\r' : '\n');
            ending = expected ? ending + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(US_ASCII);
    }

    OutputStream stdin() {
        return out;
    }

    /// What the container writes to stdout, without the engine's framing around it. Its stderr is left out.
    InputStream stdout() {
        return new StdoutStream(in);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
