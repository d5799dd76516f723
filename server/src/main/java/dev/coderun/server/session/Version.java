package dev.coderun.server.session;

import java.util.Optional;
import java.util.regex.Pattern;

/// A moment of a document that can be shown again: after everything up to this revision. The sequence number of its
/// entry says where that is stored.
record Version(long sequence, long revision) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})-(\\d{1,15})");

    /// Empty if the text is none that [#text] gave.
    static Optional<Version> parse(String text) {
        var match = FORM.matcher(text);
        return match.matches()
                ? Optional.of(
                        new Version(Long.parseLong(match.group(1)), Long.parseLong(match.group(2))))
                : Optional.empty();
    }

    String text() {
        return sequence + "-" + revision;
    }
}
