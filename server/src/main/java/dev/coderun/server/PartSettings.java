package dev.coderun.server;

import dev.coderun.server.livetest.LiveTestSettings;
import dev.coderun.server.session.EntranceLimits;
import dev.coderun.server.session.SessionSettings;
import dev.coderun.server.transport.TransportLimits;
import dev.coderun.session.live.SessionLimits;

/// What each part is told of the settings, in its own words.
final class PartSettings {

    private PartSettings() {}

    static SessionSettings sessions(Settings settings) {
        var usual = SessionSettings.DEFAULT;
        return usual.with(
                new SessionLimits(
                        settings.limit(Limit.DOCUMENT_BYTES),
                        usual.limits().unsavedBytes(),
                        settings.limit(Limit.FILES_PER_SESSION),
                        settings.limit(Limit.PRESENCE_CHARACTERS)),
                settings.limit(Limit.OPEN_SESSIONS));
    }

    static LiveTestSettings liveTests(Settings settings) {
        return LiveTestSettings.of(
                settings.limit(Limit.LIVE_ROUNDS),
                settings.limit(Limit.CASES_PER_SESSION),
                settings.limit(Limit.CASE_CHARACTERS),
                settings.limit(Limit.TEST_OUTPUT_BYTES));
    }

    static EntranceLimits entrance(Settings settings) {
        return new EntranceLimits(
                settings.limit(Limit.CONNECTIONS_PER_USER),
                settings.limit(Limit.CONNECTIONS_PER_SESSION),
                settings.limit(Limit.MESSAGES_PER_SECOND),
                settings.limit(Limit.BYTES_PER_SECOND),
                settings.limit(Limit.PRESENCE_PER_SECOND));
    }

    static TransportLimits transport(Settings settings) {
        return TransportLimits.forDocumentsOf(settings.limit(Limit.DOCUMENT_BYTES))
                .withPerAddress(
                        settings.limit(Limit.CONNECTIONS_PER_ADDRESS),
                        settings.limit(Limit.ATTEMPTS_PER_ADDRESS));
    }
}
