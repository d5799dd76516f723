package dev.coderun.server.problems;

import dev.coderun.executor.judge.Verdict;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;

/// Counts submissions for whoever watches the server.
public final class SubmissionMetrics {
    private final PrometheusRegistry registry;
    private final Counter submitted;
    private final Counter judged;

    public SubmissionMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        submitted =
                Counter.builder()
                        .name("coderun_submissions")
                        .help("Submissions that were taken.")
                        .register(registry);
        judged =
                Counter.builder()
                        .name("coderun_submissions_judged")
                        .help("Submissions that were judged, by verdict.")
                        .labelNames("verdict")
                        .register(registry);
    }

    void submitted() {
        submitted.inc();
    }

    void judged(Verdict verdict) {
        judged.labelValues(verdict.name()).inc();
    }

    void gaugeWaiting(IntSupplier waiting) {
        GaugeWithCallback.builder()
                .name("coderun_submissions_waiting")
                .help("Submissions that wait to be judged.")
                .callback(callback -> callback.call(waiting.getAsInt()))
                .register(registry);
    }
}
