package dev.coderun.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// Random words that nobody can guess, and their hashes, which are all that is kept of them.
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();
    static final int ID_CHARACTERS = 16;

    private static final int ID_BYTES = 12;
    private static final int SECRET_BYTES = 32;

    private Secrets() {}

    static String newId() {
        return random(ID_BYTES);
    }

    static String newSecret() {
        return random(SECRET_BYTES);
    }

    /// Whether it looks like an id that we gave out, so that it may be asked for.
    static boolean isId(String text) {
        return text.matches("[A-Za-z0-9_-]{16}");
    }

    /// Secrets are as long as their hash and random, so that one pass of a plain hash hides them.
    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static boolean isHashOf(byte[] hash, String secret) {
        return MessageDigest.isEqual(hash, hash(secret));
    }

    private static String random(int byteCount) {
        var bytes = new byte[byteCount];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
