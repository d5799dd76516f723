package dev.coderun.e2e.support;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/// A request written by hand, for headers and paths that no well-behaved client would send.
public final class RawRequest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private RawRequest() {}

    /// The status of the answer to these lines.
    public static int status(RunningServer server, String... lines) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            var request = String.join("\r\n", lines) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            var reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            var line = reader.readLine();
            if (line == null) {
                throw new AssertionError("The server closed the connection without an answer.");
            }
            return Integer.parseInt(line.split(" ", 3)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
