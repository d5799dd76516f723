package dev.coderun.server.session;

import dev.coderun.server.web.Pace;
import dev.coderun.session.sync.Message;

/// How fast one connection is read: messages, bytes and presence each have a pace. Whoever is faster is not refused, only
/// read later, so nothing of theirs is lost and nobody else notices. For the connection's own thread.
final class FramePace {

    /// So many seconds' worth may come at once, as after a reconnect.
    private static final int BURST_SECONDS = 4;

    private final Pace messages;
    private final Pace bytes;
    private final Pace presence;

    FramePace(EntranceLimits limits, long nowNanos) {
        messages = pace(limits.messagesPerSecond(), nowNanos);
        bytes = pace(limits.bytesPerSecond(), nowNanos);
        presence = pace(limits.presencePerSecond(), nowNanos);
    }

    private static Pace pace(int perSecond, long nowNanos) {
        return new Pace(perSecond, (double) perSecond * BURST_SECONDS, nowNanos);
    }

    /// For how many nanoseconds the connection rests before its next message.
    long take(Message message, int length, long nowNanos) {
        long rest = Math.max(messages.take(1, nowNanos), bytes.take(length, nowNanos));
        return message instanceof Message.AwarenessMessage(var update)
                ? Math.max(rest, presence.take(Math.max(1, update.entries().size()), nowNanos))
                : rest;
    }
}
