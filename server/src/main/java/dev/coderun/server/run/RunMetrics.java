package dev.coderun.server.run;

import dev.coderun.executor.RunOutcome;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;

/// Counts runs for whoever watches the server.
public final class RunMetrics {
    private final Counter started;
    private final Counter ended;
    private final Histogram wallSeconds;

    public RunMetrics(PrometheusRegistry registry) {
        started =
                Counter.builder()
                        .name("coderun_runs_started")
                        .help("Runs that were asked for and not refused.")
                        .register(registry);
        ended =
                Counter.builder()
                        .name("coderun_runs_ended")
                        .help("Runs that ended, by outcome.")
                        .labelNames("outcome")
                        .register(registry);
        wallSeconds =
                Histogram.builder()
                        .name("coderun_run_wall_seconds")
                        .help("How long programs ran, without waiting for a box.")
                        .unit(Unit.SECONDS)
                        .classicUpperBounds(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300)
                        .register(registry);
    }

    void started() {
        started.inc();
    }

    void ended(RunOutcome outcome) {
        ended.labelValues(RunOutcomes.kind(outcome)).inc();
        wallSeconds.observe(outcome.usage().wall().toNanos() / 1e9);
    }
}
