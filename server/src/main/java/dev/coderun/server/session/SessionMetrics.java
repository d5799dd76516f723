package dev.coderun.server.session;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Counts sessions, people and edits for whoever watches the server.
public final class SessionMetrics {

    final Gauge sessions;
    final Gauge participants;
    final Counter updates;
    final Counter refusedFrames;
    final Counter fencedSessions;
    final Counter pauses;
    final Counter snapshots;
    private final PrometheusRegistry registry;
    private final Histogram commitSeconds;
    private final Histogram lagSeconds;

    public SessionMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        sessions =
                Gauge.builder()
                        .name("coderun_sessions_open")
                        .help("Sessions in memory.")
                        .register(registry);
        participants =
                Gauge.builder()
                        .name("coderun_participants")
                        .help("Connections in sessions.")
                        .register(registry);
        updates =
                Counter.builder()
                        .name("coderun_updates_stored")
                        .help("Document updates that were stored.")
                        .register(registry);
        refusedFrames =
                Counter.builder()
                        .name("coderun_frames_refused")
                        .help("Document frames that were not applied, by reason.")
                        .labelNames("reason")
                        .register(registry);
        pauses =
                Counter.builder()
                        .name("coderun_connection_pauses")
                        .help("How often a connection was read later for sending too fast.")
                        .register(registry);
        fencedSessions =
                Counter.builder()
                        .name("coderun_sessions_fenced")
                        .help("Sessions that another server took over.")
                        .register(registry);
        snapshots =
                Counter.builder()
                        .name("coderun_snapshots")
                        .help("Snapshots that took the place of a document's entries.")
                        .register(registry);
        commitSeconds =
                Histogram.builder()
                        .name("coderun_commit_seconds")
                        .help("How long the store took for what was gathered in one window.")
                        .unit(Unit.SECONDS)
                        .classicUpperBounds(0.005, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
                        .register(registry);
        lagSeconds =
                Histogram.builder()
                        .name("coderun_commit_lag_seconds")
                        .help("From a session's first edit that is not saved until it is.")
                        .unit(Unit.SECONDS)
                        .classicUpperBounds(0.1, 0.2, 0.3, 0.5, 1, 2, 5, 30)
                        .register(registry);
    }

    /// Asked when somebody looks.
    void unsavedBytes(LongSupplier bytes) {
        GaugeWithCallback.builder()
                .name("coderun_unsaved_bytes")
                .help("Edits that were taken and are not stored yet, in all sessions together.")
                .callback(callback -> callback.call((double) bytes.getAsLong()))
                .register(registry);
    }

    void saved(Duration lag) {
        lagSeconds.observe(lag.toNanos() / 1e9);
    }

    void committed(Duration took) {
        commitSeconds.observe(took.toNanos() / 1e9);
    }
}
