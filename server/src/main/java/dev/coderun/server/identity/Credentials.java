package dev.coderun.server.identity;

import java.util.Optional;

/// Knows whom a token speaks for.
public interface Credentials {

    /// Empty if the token is nobody's, has expired, or was taken back.
    Optional<Caller> check(String token);
}
