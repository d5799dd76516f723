package dev.coderun.session.live;

/// A whole document as an update of format v1.
@SuppressWarnings("ArrayRecordComponent") // bytes passed on, never compared
public record EncodedState(long revision, byte[] update) {}
