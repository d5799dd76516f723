package dev.coderun.server.session;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/// Ids of sessions and files: 128 random bits, so that nobody finds a session whose address they were not given.
final class SessionIds {

    private static final int BYTES = 16;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private SessionIds() {}

    static String newId() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
