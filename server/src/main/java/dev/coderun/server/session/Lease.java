package dev.coderun.server.session;

/// One server's right to write a session's document. Whoever takes it later has the larger epoch, and from then on
/// nothing of the earlier ones is written.
public record Lease(String sessionId, long epoch) {}
