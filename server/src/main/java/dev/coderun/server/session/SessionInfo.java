package dev.coderun.server.session;

import java.time.Instant;

/// A session as it stands in lists.
public record SessionInfo(
        String id,
        String title,
        String language,
        String ownerId,
        String ownerName,
        Instant createdAt,
        Sharing sharing) {

    SessionInfo withTitle(String newTitle) {
        return new SessionInfo(id, newTitle, language, ownerId, ownerName, createdAt, sharing);
    }

    SessionInfo withSharing(Sharing newSharing) {
        return new SessionInfo(id, title, language, ownerId, ownerName, createdAt, newSharing);
    }
}
