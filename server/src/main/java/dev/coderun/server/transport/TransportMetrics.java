package dev.coderun.server.transport;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Counts what leaves on websockets, what waits to leave, and who was cut off because of it.
final class TransportMetrics {

    /// Why the server ended a connection whose peer did not keep up.
    enum Eviction {
        /// So much waited for it that nothing more had room.
        FULL,
        /// A write made no progress for too long.
        STUCK,
        /// It did not answer when it was asked whether it is there.
        SILENT
    }

    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder full = new LongAdder();
    private final LongAdder stuck = new LongAdder();
    private final LongAdder silent = new LongAdder();

    /// One write with so many messages in it.
    void sent(int messageCount, int byteCount) {
        messages.add(messageCount);
        bytes.add(byteCount);
        writes.increment();
    }

    void evicted(Eviction reason) {
        count(reason).increment();
    }

    void register(PrometheusRegistry registry, OpenConnections connections) {
        counter(registry, "coderun_websocket_messages_sent", "Messages sent.", messages::sum);
        counter(registry, "coderun_websocket_bytes_sent", "Bytes sent.", bytes::sum);
        counter(
                registry,
                "coderun_websocket_writes",
                "Writes; messages that wait together leave in one.",
                writes::sum);
        CounterWithCallback.builder()
                .name("coderun_websocket_evictions")
                .help("Connections that were ended because their peers did not keep up, by reason.")
                .labelNames("reason")
                .callback(
                        callback -> {
                            for (var reason : Eviction.values()) {
                                callback.call((double) count(reason).sum(), name(reason));
                            }
                        })
                .register(registry);
        gauge(registry, "coderun_websockets", "Open websockets.", connections::size);
        gauge(
                registry,
                "coderun_outbox_bytes",
                "Bytes that wait in all outboxes together.",
                connections::queuedBytes);
        gauge(
                registry,
                "coderun_outbox_bytes_max",
                "Bytes that wait in the fullest outbox.",
                connections::mostQueuedBytes);
    }

    private LongAdder count(Eviction reason) {
        return switch (reason) {
            case FULL -> full;
            case STUCK -> stuck;
            case SILENT -> silent;
        };
    }

    private static String name(Eviction reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static void counter(
            PrometheusRegistry registry, String name, String help, LongSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }

    private static void gauge(
            PrometheusRegistry registry, String name, String help, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }
}
