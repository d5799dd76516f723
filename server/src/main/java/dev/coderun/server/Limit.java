package dev.coderun.server;

/// What anybody may have of the server at most. Each is set by the option of its name, `--connections-per-address 500`.
public enum Limit {
    /// Websockets that one address has open, as seen through the proxies that are trusted.
    CONNECTIONS_PER_ADDRESS(1_000, 1, 1_000_000),
    /// Websockets that one address asks for in a minute, let in or not.
    ATTEMPTS_PER_ADDRESS(3_000, 1, 10_000_000),
    /// Seats that one user has in sessions.
    CONNECTIONS_PER_USER(200, 1, 1_000_000),
    /// Seats in one session.
    CONNECTIONS_PER_SESSION(500, 1, 1_000_000),
    /// Sessions in memory.
    OPEN_SESSIONS(10_000, 1, 1_000_000),
    /// Sessions that one user has made and not deleted.
    SESSIONS_PER_USER(1_000, 1, 1_000_000_000),
    /// Messages that one connection is read in a second; faster ones wait.
    MESSAGES_PER_SECOND(500, 10, 1_000_000),
    /// Bytes that one connection is read in a second; faster ones wait.
    BYTES_PER_SECOND(4 << 20, 1 << 10, 1 << 30),
    /// Presence that one connection announces in a second; faster ones wait.
    PRESENCE_PER_SECOND(50, 1, 1_000_000),
    /// What one client says about itself, in characters.
    PRESENCE_CHARACTERS(8_192, 64, 1 << 20),
    /// A session's document in its encoded form.
    DOCUMENT_BYTES(8 << 20, 64 << 10, 64 << 20),
    /// Files in a session.
    FILES_PER_SESSION(500, 1, 100_000),
    /// A session's own cases that are run while somebody types.
    CASES_PER_SESSION(200, 1, 10_000),
    /// A case's input and expected output, in characters.
    CASE_CHARACTERS(256 << 10, 1, 8 << 20),
    /// Of each stream of a test that is told.
    TEST_OUTPUT_BYTES(8 << 10, 1, 1 << 20),
    /// Rounds of tests that go on at one time in the whole server.
    LIVE_ROUNDS(Runtime.getRuntime().availableProcessors(), 1, 1_000);

    private final int usual;
    private final int least;
    private final int most;

    Limit(int usual, int least, int most) {
        this.usual = usual;
        this.least = least;
        this.most = most;
    }

    Setting setting() {
        return Setting.valueOf(name());
    }

    int usual() {
        return usual;
    }

    int parse(String text) {
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new SettingsException(
                "Give --"
                        + setting().key()
                        + " a number from "
                        + least
                        + " to "
                        + most
                        + ", not "
                        + text
                        + ".");
    }
}
