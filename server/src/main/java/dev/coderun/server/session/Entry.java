package dev.coderun.server.session;

import dev.coderun.session.live.Batch.AuthoredUpdate;
import java.time.Instant;
import java.util.List;

/// What is stored of a document at one time.
///
/// @param revision the document's once the updates are applied
public record Entry(long revision, Instant time, List<AuthoredUpdate> updates) {

    public Entry {
        updates = List.copyOf(updates);
    }
}
