package dev.coderun.server.identity;

import java.util.Optional;

/// How our opaque tokens are put together: whose they are, which of theirs, and the secret.
record TokenParts(String userId, String id, String secret) {

    String text() {
        return userId + "." + id + "." + secret;
    }

    static Optional<TokenParts> of(String text) {
        var parts = text.split("\\.", -1);
        return parts.length == 3 && Secrets.isId(parts[0]) && Secrets.isId(parts[1])
                ? Optional.of(new TokenParts(parts[0], parts[1], parts[2]))
                : Optional.empty();
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "TokenParts[" + userId + " " + id + "]";
    }
}
