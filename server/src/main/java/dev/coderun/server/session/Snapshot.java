package dev.coderun.server.session;

/// A whole document, in place of all entries up to one.
///
/// @param generation grows with each snapshot of the document
/// @param lastSequence the number of the last entry that it covers
/// @param state an update of format v1; not to be changed
@SuppressWarnings("ArrayRecordComponent") // bytes passed on, never compared
public record Snapshot(long generation, long lastSequence, long revision, byte[] state) {}
