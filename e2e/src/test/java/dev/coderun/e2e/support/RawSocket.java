package dev.coderun.e2e.support;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A websocket that sends whatever bytes it is given, and remembers how it was closed.
public final class RawSocket implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final List<byte[]> frames = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private final WebSocket socket;

    private RawSocket(URI address, Map<String, String> headers, List<String> subprotocols) {
        var builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        if (!subprotocols.isEmpty()) {
            builder.subprotocols(
                    subprotocols.getFirst(),
                    subprotocols.subList(1, subprotocols.size()).toArray(String[]::new));
        }
        socket = builder.buildAsync(address, this).join();
    }

    /// A plain y-protocols socket into a session: with a ticket, or with none if it is empty.
    public static RawSocket into(RunningServer server, String session, String ticket) {
        return open(server, session, ticket, Map.of(), List.of());
    }

    /// A socket that speaks `coderun.v1` as well.
    public static RawSocket speakingCodeRun(RunningServer server, String session, String ticket) {
        return open(server, session, ticket, Map.of(), List.of("coderun.v1"));
    }

    /// A plain y-protocols socket of whoever this token is of.
    public static RawSocket withToken(RunningServer server, String session, String token) {
        return open(server, session, "", Map.of("Authorization", "Bearer " + token), List.of());
    }

    /// A socket in Hocuspocus's framing.
    public static RawSocket hocuspocus(RunningServer server) {
        var address = server.address().replaceFirst("^http", "ws") + "/hocuspocus";
        return new RawSocket(URI.create(address), Map.of(), List.of());
    }

    private static RawSocket open(
            RunningServer server,
            String session,
            String ticket,
            Map<String, String> headers,
            List<String> subprotocols) {
        var query = ticket.isEmpty() ? "" : "?ticket=" + ticket;
        var address = server.address().replaceFirst("^http", "ws") + "/collab/" + session + query;
        return new RawSocket(URI.create(address), headers, subprotocols);
    }

    /// The status with which an upgrade is refused that carries this `Origin`.
    public static int refusalOf(
            RunningServer server, String session, String ticket, String origin) {
        try (var _ = open(server, session, ticket, Map.of("Origin", origin), List.of())) {
            throw new AssertionError("The upgrade was not refused.");
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    public void send(byte... frame) {
        socket.sendBinary(ByteBuffer.wrap(frame), true).orTimeout(30, TimeUnit.SECONDS).join();
    }

    /// Sends although the other side may close in the middle of it.
    public void sendIfItTakes(byte[] frame) {
        var sent = socket.sendBinary(ByteBuffer.wrap(frame), true).orTimeout(30, TimeUnit.SECONDS);
        var _ = sent.exceptionally(_ -> socket).join();
    }

    public void sendText(String text) {
        socket.sendText(text, true).orTimeout(30, TimeUnit.SECONDS).join();
    }

    /// The code of the close frame, when it comes.
    public int closeCode() {
        return closeCode.orTimeout(30, TimeUnit.SECONDS).join();
    }

    public boolean isOpen() {
        return !closeCode.isDone();
    }

    /// What it received so far.
    public List<byte[]> frames() {
        return frames;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        part.writeBytes(bytes);
        if (last) {
            frames.add(part.toByteArray());
            part.reset();
        }
        webSocket.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeCode.complete(statusCode);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closeCode.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
