package dev.coderun.server.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// All open websockets: looks after each once in a while, and says goodbye to all when the server goes.
final class OpenConnections {

    private static final System.Logger LOG = System.getLogger(OpenConnections.class.getName());

    private static final Duration CHECK_UP_INTERVAL = Duration.ofMillis(200);
    private static final Duration GOODBYE_INTERVAL = Duration.ofMillis(10);

    private final TransportMetrics metrics = new TransportMetrics();
    private final Set<WebSocketConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosing;
    private final Thread doctor;

    OpenConnections() {
        doctor = Thread.ofVirtual().name("websocket check-up").unstarted(this::checkUp);
    }

    void start() {
        doctor.start();
    }

    void add(WebSocketConnection connection) {
        connections.add(connection);
        if (isClosing) {
            sayGoodbye(connection);
        }
    }

    void remove(WebSocketConnection connection) {
        connections.remove(connection);
    }

    int size() {
        return connections.size();
    }

    /// What waits in all outboxes together.
    long queuedBytes() {
        return connections.stream().mapToLong(one -> one.outbox().queuedBytes()).sum();
    }

    /// What waits in the fullest outbox.
    long mostQueuedBytes() {
        return connections.stream().mapToLong(one -> one.outbox().queuedBytes()).max().orElse(0);
    }

    TransportMetrics metrics() {
        return metrics;
    }

    /// Tells everybody at once that the server goes away, and returns when all are gone, or cut off after `patience`.
    void closeAll(Duration patience) {
        isClosing = true;
        connections.forEach(OpenConnections::sayGoodbye);
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        try {
            while (!connections.isEmpty() && System.nanoTime() < deadlineNanos) {
                Thread.sleep(GOODBYE_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(WebSocketConnection::cutOff);
        doctor.interrupt();
    }

    private static void sayGoodbye(WebSocketConnection connection) {
        connection.outbox().close(1001, "the server goes away");
    }

    private void checkUp() {
        try {
            while (true) {
                Thread.sleep(CHECK_UP_INTERVAL);
                long now = System.nanoTime();
                connections.forEach(connection -> checkUp(connection, now));
            }
        } catch (InterruptedException e) {
            // The server has said goodbye to everybody.
        }
    }

    /// One connection's trouble must not leave all others without their check-up.
    private static void checkUp(WebSocketConnection connection, long nowNanos) {
        try {
            connection.checkUp(nowNanos);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "no check-up for " + connection.id(), e);
        }
    }
}
