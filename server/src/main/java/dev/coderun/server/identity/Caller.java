package dev.coderun.server.identity;

/// Who asks, and what lets them: a login or an API token, by its id.
///
/// @param grant outlives the short tokens that are made of it, and ends by logout or revocation
/// @param moment when it was found to hold, as [HeldAccess] counts
public record Caller(User user, String grant, long moment) {}
