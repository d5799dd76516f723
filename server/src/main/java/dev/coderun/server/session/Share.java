package dev.coderun.server.session;

import dev.coderun.session.live.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;

/// A link that gives a role to whoever is logged in and opens it. Only the hash of its secret is stored.
@SuppressWarnings("ArrayRecordComponent") // compared by #opensWith alone
record Share(String id, Role role, Instant createdAt, Optional<Instant> expires, byte[] hash) {

    /// What stands in the link: the share's id, so that it is found, and what proves that one was given it.
    record Secret(String shareId, String proof) {

        static Secret random() {
            return new Secret(SessionIds.newId(), SessionIds.newId());
        }

        /// Empty if the text is none.
        static Optional<Secret> parse(String text) {
            int dot = text.indexOf('.');
            if (dot < 0
                    || !SessionIds.isId(text.substring(0, dot))
                    || !SessionIds.isId(text.substring(dot + 1))) {
                return Optional.empty();
            }
            return Optional.of(new Secret(text.substring(0, dot), text.substring(dot + 1)));
        }

        String text() {
            return shareId + "." + proof;
        }

        byte[] hash() {
            try {
                return MessageDigest.getInstance("SHA-256")
                        .digest(proof.getBytes(StandardCharsets.US_ASCII));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        /// Leaves out the proof, which is never logged.
        @Override
        public String toString() {
            return "Secret[" + shareId + "]";
        }
    }

    boolean opensWith(Secret secret) {
        return MessageDigest.isEqual(hash, secret.hash());
    }

    boolean holdsAt(Instant now) {
        return expires.map(now::isBefore).orElse(true);
    }
}
