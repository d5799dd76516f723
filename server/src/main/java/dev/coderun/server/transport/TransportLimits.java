package dev.coderun.server.transport;

import java.time.Duration;

/// Every bound of a websocket connection, by name.
///
/// @param messageBytes the largest message of somebody admitted: as large as a document may be
/// @param outboxBytes what may wait for one slow peer
/// @param stuckWrite how long one write may make no progress
/// @param pingInterval how often a silent peer is asked whether it is there
/// @param pongTimeout how long a peer may say nothing at all, nor read, before it counts as gone
/// @param closeWait how long a closed connection waits for its peer to read the reason; one that was closed for being
///     slow waits as long as for a pong
/// @param connections the most TCP connections at once
/// @param connectionsPerAddress websockets that one address has open
/// @param attemptsPerAddress websockets that one address asks for in a minute
public record TransportLimits(
        int messageBytes,
        int outboxBytes,
        Duration stuckWrite,
        Duration pingInterval,
        Duration pongTimeout,
        Duration closeWait,
        int connections,
        int connectionsPerAddress,
        int attemptsPerAddress) {

    /// The largest message of somebody who is not admitted yet.
    public static final int MESSAGE_BYTES_BEFORE_ADMISSION = 64 * 1024;

    public static TransportLimits forDocumentsOf(int documentBytes) {
        return new TransportLimits(
                documentBytes,
                4 * 1024 * 1024,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(50),
                Duration.ofSeconds(1),
                20_000,
                1_000,
                3_000);
    }

    public TransportLimits withPerAddress(int open, int attempts) {
        return new TransportLimits(
                messageBytes,
                outboxBytes,
                stuckWrite,
                pingInterval,
                pongTimeout,
                closeWait,
                connections,
                open,
                attempts);
    }
}
