package dev.coderun.session.live;

/// What became of the wish to have the files as they were.
public sealed interface RestoreResult {

    /// Everybody has it.
    ///
    /// @param revision the document's now
    /// @param changed false if everything was as it was to be
    record Restored(long revision, boolean changed) implements RestoreResult {}

    /// Nothing was changed.
    record Refused(ReceiveResult.Reason reason) implements RestoreResult {}
}
