package dev.coderun.server.session;

import dev.coderun.session.live.SessionLimits;
import java.time.Duration;

/// When open sessions are stored, compacted and put away.
///
/// @param shortestWindow how long a document's edits are gathered before they are stored together
/// @param longestWindow how long a slow store rests at most between two documents' turns
/// @param longestSilenceAboutSaving after so long without anything being stored, people are told that it is not
/// @param idle how long a session stays in memory with nobody in it
/// @param openSessions so many sessions are in memory at most
/// @param entriesBeforeSnapshot so many entries, or
/// @param bytesBeforeSnapshot so many bytes of them (and no fewer than the last snapshot had) bring a new snapshot
public record SessionSettings(
        SessionLimits limits,
        Duration shortestWindow,
        Duration longestWindow,
        Duration longestSilenceAboutSaving,
        Duration idle,
        int openSessions,
        int entriesBeforeSnapshot,
        int bytesBeforeSnapshot) {

    public static final SessionSettings DEFAULT =
            new SessionSettings(
                    SessionLimits.DEFAULT,
                    Duration.ofMillis(200),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    10_000,
                    500,
                    1 << 20);

    public SessionSettings with(SessionLimits newLimits, int newOpenSessions) {
        return new SessionSettings(
                newLimits,
                shortestWindow,
                longestWindow,
                longestSilenceAboutSaving,
                idle,
                newOpenSessions,
                entriesBeforeSnapshot,
                bytesBeforeSnapshot);
    }
}
