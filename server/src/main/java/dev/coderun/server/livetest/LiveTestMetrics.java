package dev.coderun.server.livetest;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.function.IntSupplier;

/// Counts rounds for whoever watches the server.
public final class LiveTestMetrics {
    private final PrometheusRegistry registry;
    private final Counter rounds;
    private final Counter tests;
    private final Histogram firstResult;

    public LiveTestMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        rounds =
                Counter.builder()
                        .name("coderun_test_rounds_ended")
                        .help("Rounds of tests while people type that ended, by outcome.")
                        .labelNames("outcome")
                        .register(registry);
        tests =
                Counter.builder()
                        .name("coderun_live_tests_ended")
                        .help("Tests that were run in such rounds, by verdict.")
                        .labelNames("verdict")
                        .register(registry);
        firstResult =
                Histogram.builder()
                        .name("coderun_test_round_first_result_seconds")
                        .help("From a round's beginning to its first result, its waiting included.")
                        .unit(Unit.SECONDS)
                        .classicUpperBounds(0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1, 3, 10)
                        .register(registry);
    }

    void gaugeWaiting(IntSupplier waiting) {
        GaugeWithCallback.builder()
                .name("coderun_test_rounds_waiting")
                .help("Rounds that wait for their turn.")
                .callback(callback -> callback.call(waiting.getAsInt()))
                .register(registry);
    }

    void ended(RoundEnd end) {
        rounds.labelValues(end.wireName()).inc();
    }

    void ended(TestResult result) {
        tests.labelValues(result.verdict().wireName()).inc();
    }

    void firstResult(long nanos) {
        firstResult.observe(nanos / 1e9);
    }
}
