package dev.coderun.server.transport;

import dev.coderun.server.web.LogContext;
import dev.coderun.server.web.Quota;
import dev.coderun.session.live.Outbox;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One websocket, from the answer to its upgrade until its end. Its own virtual thread reads; whole binary messages go
/// straight to the receiver, all other frames through Tyrus.
final class WebSocketConnection implements Connection, ServerConnection, Framer.Sink {

    private static final System.Logger LOG = System.getLogger(WebSocketConnection.class.getName());

    /// Who is at the other end.
    record Peer(String connectionId, String remoteAddress, boolean speaksCodeRun) {}

    /// How a connection begins: what answers the upgrade, and who is told of it. `maxMessageBytes` depends on whether
    /// the peer was admitted; `deflater` is there if compressed messages were agreed upon; `share` is what the connection
    /// takes of its address's, if it is not turned away for having none.
    record Opening(
            TyrusEngine.Handshake handshake,
            String answer,
            Function<Connection, FrameReceiver> onOpen,
            int maxMessageBytes,
            Optional<SharedDeflater> deflater,
            Optional<Quota.Share> share) {}

    private final Peer peer;
    private final Opening opening;
    private final ConnectionContext context;
    private final TransportLimits limits;
    private final OpenConnections openConnections;
    private final SocketOutbox outbox;
    private final TyrusLink tyrus;

    private final Framer framer;
    private @Nullable FrameReceiver receiver;
    private boolean peerClosed;

    /// The check-up's alone.
    private boolean wasEvicted;

    private volatile long heardNanos = System.nanoTime();
    private volatile long pingedNanos = heardNanos;
    private volatile long closedNanos;

    WebSocketConnection(
            Peer peer,
            Opening opening,
            ConnectionContext context,
            TransportLimits limits,
            OpenConnections openConnections) {
        this.peer = peer;
        this.opening = opening;
        this.context = context;
        this.limits = limits;
        this.openConnections = openConnections;
        var writer = context.dataWriter();
        outbox =
                new SocketOutbox(
                        (bytes, offset, length) ->
                                writer.writeNow(BufferData.createReadOnly(bytes, offset, length)),
                        limits.outboxBytes(),
                        task -> Thread.ofVirtual().name("outbox " + peer.connectionId).start(task),
                        opening.deflater,
                        openConnections.metrics());
        // First of all, for whoever is told of the connection may send at once.
        outbox.offerHandshake(opening.answer.getBytes(StandardCharsets.ISO_8859_1));
        framer = new Framer(opening.maxMessageBytes, opening.deflater.isPresent(), this);
        tyrus = new TyrusLink(opening.handshake, outbox, this::message, this::text);
    }

    @Override
    public String id() {
        return peer.connectionId;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public void sendText(String message) {
        outbox.offerFrame(Frames.text(message));
    }

    @Override
    public String remoteAddress() {
        return peer.remoteAddress;
    }

    @Override
    public boolean speaksCodeRun() {
        return peer.speaksCodeRun;
    }

    @Override
    public void admitted() {
        framer.maxMessageBytes(limits.messageBytes());
    }

    @Override
    public void flush() {
        outbox.flush();
        outbox.awaitWritten(limits.pingInterval());
    }

    /// Serves the connection until its end. Abrupt ends tell no listener, so what must be undone is undone here.
    @Override
    public void handle(Limit requestLimit) {
        LogContext.with("connection", id()).run(this::serve);
    }

    private void serve() {
        openConnections.add(this);
        outbox.readBy(Thread.currentThread());
        try {
            outbox.flush();
            receiver = opening.onOpen.apply(this);
            outbox.flush();
            readFrames();
        } catch (BrokenFrameException e) {
            outbox.close(e.closeCode(), Objects.requireNonNullElse(e.getMessage(), ""));
            drain();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a websocket failed", e);
            outbox.close(1011, "the server made a mistake");
            drain();
        } finally {
            openConnections.remove(this);
            opening.share.ifPresent(Quota.Share::close);
            outbox.discard();
            tyrus.end();
            end(receiver);
        }
    }

    @Override
    @SuppressWarnings("removal")
    public void handle(Semaphore requestSemaphore) {
        throw new UnsupportedOperationException("Helidon hands over a Limit");
    }

    /// Never idle for Helidon: who is silent is found by pings.
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    /// Helidon stops. Whoever should have been told has been told before.
    @Override
    public void close(boolean interrupt) {
        cutOff();
    }

    @Override
    public void message(byte[] message) {
        // What comes in after the close frame was queued is nobody's.
        if (receiver != null && !outbox.isClosing()) {
            receiver.frame(message);
        }
    }

    private boolean text(String message) {
        return receiver == null || outbox.isClosing() || receiver.text(message);
    }

    @Override
    public void frame(int opcode, ByteBuffer wholeFrame) {
        tyrus.frame(wholeFrame);
        peerClosed |= opcode == Frames.CLOSE;
    }

    /// Called once in a while: asks a silent peer whether it is there, and cuts off one that is gone, that has stopped
    /// reading, or that has had its time to read why it was closed.
    void checkUp(long nowNanos) {
        long stuckNanos = outbox.stuckNanos(nowNanos);
        if (stuckNanos > limits.stuckWrite().toNanos()) {
            evict(TransportMetrics.Eviction.STUCK);
            return;
        }
        if (stuckNanos > 0) {
            // Whoever reads is there. A ping would wait behind what is being written, and what the
            // peer says may not be read before that is.
            heardNanos = nowNanos;
        }
        if (nowNanos - heardNanos > limits.pongTimeout().toNanos()) {
            evict(TransportMetrics.Eviction.SILENT);
            return;
        }
        if (hasReadItsClose(nowNanos)) {
            cutOff();
            return;
        }
        long ping = limits.pingInterval().toNanos();
        if (nowNanos - heardNanos > ping && nowNanos - pingedNanos > ping) {
            pingedNanos = nowNanos;
            outbox.offerFrame(Frames.ping());
        }
    }

    private void evict(TransportMetrics.Eviction reason) {
        if (!wasEvicted) {
            wasEvicted = true;
            openConnections.metrics().evicted(reason);
            LogContext.with("connection", id())
                    .run(() -> LOG.log(System.Logger.Level.INFO, "cut off: {0}", reason));
        }
        cutOff();
    }

    /// Ends the connection without a word; the reading thread then cleans up.
    void cutOff() {
        try {
            context.serverSocket().close();
        } catch (UncheckedIOException e) {
            LOG.log(System.Logger.Level.DEBUG, "websocket " + id() + " had ended already", e);
        }
    }

    private boolean hasReadItsClose(long nowNanos) {
        if (!outbox.closeSent()) {
            closedNanos = nowNanos;
            return false;
        }
        var patience = outbox.wasFull() ? limits.pongTimeout() : limits.closeWait();
        return nowNanos - closedNanos > patience.toNanos();
    }

    private void readFrames() {
        for (var chunk = read(); chunk != null; chunk = read()) {
            framer.accept(chunk);
            outbox.flush();
            if (peerClosed) {
                outbox.awaitWritten(limits.closeWait());
                return;
            }
        }
    }

    /// Reads and drops until the peer hangs up, so that no reset overtakes the close frame; [#checkUp] bounds it.
    private void drain() {
        outbox.flush();
        while (read() != null) {
            // dropped
        }
    }

    /// What has come in; null at the end of the connection, however it ended.
    private byte @Nullable [] read() {
        var reader = context.dataReader();
        try {
            reader.ensureAvailable();
            var chunk = reader.readBytes(reader.available());
            heardNanos = System.nanoTime();
            return chunk;
        } catch (DataReader.InsufficientDataAvailableException
                | CloseConnectionException
                | UncheckedIOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a websocket ended", e);
            return null;
        }
    }

    private void end(@Nullable FrameReceiver served) {
        try {
            if (served != null) {
                served.closed();
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a websocket could not be left", e);
        }
    }
}
