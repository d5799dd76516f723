package dev.coderun.server.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A document's past in the store. Reading it takes no lease and no lock: it holds up nobody who edits.
public interface DocumentHistory {

    /// The newest stretch that begins before a sequence number.
    ///
    /// @throws dev.coderun.server.dynamodb.StoreDownException if it cannot be read now
    /// @throws dev.coderun.session.codec.MalformedInputException if what is stored is no history
    Optional<Stretch> before(String sessionId, long sequence);

    /// Notes that an edit made the document what it was.
    void noteRestored(String sessionId, RestoreNote note);

    /// The notes of edits after one revision up to another, in their order.
    List<RestoreNote> restored(String sessionId, long afterRevision, long lastRevision);

    /// That an edit made the document what it had been.
    ///
    /// @param revision the document's after the edit
    /// @param version what it was made to be, and
    /// @param versionTime when that was
    record RestoreNote(long revision, Version version, Instant versionTime) {}
}
