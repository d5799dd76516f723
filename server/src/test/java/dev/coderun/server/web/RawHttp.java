package dev.coderun.server.web;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// One HTTP request as the bytes it is, so that a test can send any Host, Origin or nonsense; and its answer.
public record RawHttp(int status, List<String> headerLines, String body) {

    private static final int WAIT_MILLIS = 60_000;

    public static RawHttp get(int port, String path, String... headers) throws IOException {
        return send(port, "GET", path, "", headers);
    }

    public static RawHttp postJson(int port, String path, String json, String... headers)
            throws IOException {
        var all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: application/json");
        return send(port, "POST", path, json, all.toArray(String[]::new));
    }

    public static RawHttp send(int port, String method, String path, String body, String... headers)
            throws IOException {
        var host = Stream.of(headers).anyMatch(header -> header.startsWith("Host:"));
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        if (!host) {
            head.append("Host: localhost:").append(port).append("\r\n");
        }
        for (var header : headers) {
            head.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            var length = body.getBytes(StandardCharsets.UTF_8).length;
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return exchange(port, head + "\r\n" + body);
    }

    /// Sends exactly this, and reads one answer.
    public static RawHttp exchange(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(WAIT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return read(socket.getInputStream());
        }
    }

    private static RawHttp read(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the server hung up after: " + head);
            }
            head.write(next);
        }
        var lines = List.of(head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n", -1));
        var status = Integer.parseInt(lines.getFirst().substring(9, 12));
        var answer = new RawHttp(status, lines.subList(1, lines.size()), "");
        var length = answer.header("Content-Length");
        var body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        return new RawHttp(status, answer.headerLines, new String(body, StandardCharsets.UTF_8));
    }

    /// A header's value; empty if there is none.
    public String header(String name) {
        var prefix = name.toLowerCase(Locale.ROOT) + ":";
        return headerLines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst()
                .orElse("");
    }
}
