package dev.coderun.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.executor.Limits;
import dev.coderun.executor.RunInput;
import dev.coderun.session.crdt.StateVector;
import dev.coderun.session.live.Role;
import dev.coderun.session.live.SessionFiles;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;

/// One session's runs over a sandbox that does what a test lets it do, and two people who watch them.
abstract class AtSessionRuns {
    static final RunSettings SETTINGS =
            new RunSettings(
                    Limits.standard(),
                    Limits.standard().withWall(Duration.ofMinutes(5)),
                    Duration.ofMinutes(10),
                    1,
                    1);

    final FakeSandbox sandbox = new FakeSandbox();
    final AtomicLong nanos = new AtomicLong();
    final RunWorker worker = new RunWorker(sandbox, SETTINGS, nanos::get);
    final RunMetrics metrics = new RunMetrics(new PrometheusRegistry());
    final SessionRuns runs = newRuns();

    final RecordingOutbox adaSees = new RecordingOutbox();
    final RecordingOutbox bobSees = new RecordingOutbox();
    final Watcher ada = watcher("ada", Role.OWNER, adaSees);
    final Watcher bob = watcher("bob", Role.EDITOR, bobSees);

    SessionFiles files = files(Map.of("main.py", "print(1)"), "python", "");

    final SessionRuns newRuns() {
        return new SessionRuns(
                worker,
                metrics,
                () -> Instant.parse("2026-01-01T00:00:00.000Z"),
                new RunIds(new AtomicLong()::incrementAndGet));
    }

    void start(Watcher watcher) {
        runs.start(watcher, request(), () -> files);
    }

    static RunRequest.Start request() {
        return new RunRequest.Start(
                RunMode.PIPES,
                Optional.empty(),
                List.of(),
                Map.of(),
                new RunInput.Terminal(80, 24));
    }

    static SessionFiles files(Map<String, String> texts, String language, String stdin) {
        return new SessionFiles(
                42,
                StateVector.EMPTY,
                new TreeMap<>(texts),
                List.of(),
                language,
                Optional.empty(),
                stdin);
    }

    static Watcher watcher(String id, Role role, RecordingOutbox outbox) {
        return new Watcher(id + "-1", id, id + "'s name", () -> role, outbox);
    }

    static String kindOf(JsonNode done) {
        return done.get("outcome").get("kind").asText();
    }

    static void awaitClosed(FakeSandbox.FakeBox box) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!box.isClosed()) {
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    static ThrowableAssertAlternative<Refusal> assertRefused(
            RunError error, ThrowingCallable message) {
        return assertThatExceptionOfType(Refusal.class)
                .isThrownBy(message)
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(error));
    }
}
