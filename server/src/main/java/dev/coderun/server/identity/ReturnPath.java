package dev.coderun.server.identity;

import java.net.URI;
import java.net.URISyntaxException;

/// Where a login may lead back to: a page of ours, named by its path alone.
final class ReturnPath {

    static final int MAX_CHARACTERS = 512;

    private ReturnPath() {}

    static boolean isOurs(String text) {
        // Browsers read a backslash as a slash and leave out control characters, so that both could
        // make it a host.
        if (text.length() > MAX_CHARACTERS
                || !text.startsWith("/")
                || text.startsWith("//")
                || text.startsWith("/auth/")
                || text.chars().anyMatch(each -> each == '\\' || each <= ' ' || each >= 0x7f)) {
            return false;
        }
        try {
            var uri = new URI(text);
            return !uri.isAbsolute() && uri.getRawAuthority() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
