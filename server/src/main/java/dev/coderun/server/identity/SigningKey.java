package dev.coderun.server.identity;

import java.security.SecureRandom;

/// A secret that tokens are signed with for one period of time. Its bytes are copied in and out.
@SuppressWarnings("ArrayRecordComponent") // never compared
record SigningKey(long period, byte[] bytes) {

    static final int BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    SigningKey {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes");
        }
        bytes = bytes.clone();
    }

    static SigningKey random(long period) {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new SigningKey(period, bytes);
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /// What a token names its key by.
    String id() {
        return Long.toString(period);
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "SigningKey[" + period + "]";
    }
}
