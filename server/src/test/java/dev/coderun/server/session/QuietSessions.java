package dev.coderun.server.session;

import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.SessionLimits;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;

/// Sessions that store at once and in which nothing runs.
final class QuietSessions {

    private QuietSessions() {}

    static Sessions over(DocumentStore store) {
        return over(store, SessionSettings.DEFAULT.entriesBeforeSnapshot(), InstantSource.system());
    }

    static Sessions over(DocumentStore store, int entriesBeforeSnapshot, InstantSource time) {
        return over(
                store,
                new SessionSettings(
                        SessionLimits.DEFAULT,
                        Duration.ofMillis(1),
                        Duration.ofMillis(50),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        SessionSettings.DEFAULT.openSessions(),
                        entriesBeforeSnapshot,
                        SessionSettings.DEFAULT.bytesBeforeSnapshot()),
                time);
    }

    static Sessions over(DocumentStore store, SessionSettings settings, InstantSource time) {
        return new Sessions(
                store, settings, new NoRuns(), new SessionMetrics(new PrometheusRegistry()), time);
    }

    private static final class NoRuns implements FrameHandler {

        @Override
        public void handle(
                LiveSession session, Participant participant, int type, byte[] payload) {}

        @Override
        public void joined(LiveSession session, Participant participant) {}

        @Override
        public void left(LiveSession session, Participant participant) {}

        @Override
        public boolean isBusy(String sessionId) {
            return false;
        }

        @Override
        public void closed(String sessionId) {}
    }
}
