package dev.coderun.server.session;

/// How many may come in, and how fast each is read.
///
/// @param seatsPerUser connections in sessions that one user has at once
/// @param seatsPerSession connections in one session at once
/// @param messagesPerSecond messages of one connection
/// @param bytesPerSecond bytes of one connection
/// @param presencePerSecond states that one connection announces
public record EntranceLimits(
        int seatsPerUser,
        int seatsPerSession,
        int messagesPerSecond,
        int bytesPerSecond,
        int presencePerSecond) {

    public static final EntranceLimits USUAL = new EntranceLimits(200, 500, 500, 4 << 20, 50);
}
