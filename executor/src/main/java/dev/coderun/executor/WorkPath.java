package dev.coderun.executor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/// The rule for a file's path in a work folder: relative, `/`-separated, without empty, `.` or `..` parts or control
/// characters. The agent in the box applies the same rule.
public final class WorkPath {
    public static final int MAX_CHARACTERS = 255;

    private WorkPath() {}

    /// The path itself if it may be a file's path, else an exception that names it and says why not.
    public static String checked(String path) {
        fault(path)
                .ifPresent(
                        reason -> {
                            throw new IllegalArgumentException(
                                    "The file path \"" + printable(path) + "\" " + reason);
                        });
        return path;
    }

    /// Why this cannot be a file's path, to be read after the path; empty if it can.
    public static Optional<String> fault(String path) {
        if (path.isEmpty()) {
            return Optional.of("is empty.");
        }
        if (path.length() > MAX_CHARACTERS) {
            return Optional.of("is longer than " + MAX_CHARACTERS + " characters.");
        }
        if (path.startsWith("/")) {
            return Optional.of("must be relative.");
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("contains a control character.");
        }
        for (var part : path.split("/", -1)) {
            if (part.isEmpty()) {
                return Optional.of("has an empty part.");
            }
            if (part.equals(".") || part.equals("..")) {
                return Optional.of("must not contain \"" + part + "\".");
            }
            if (part.getBytes(UTF_8).length > MAX_CHARACTERS) {
                return Optional.of("has a part that is too long.");
            }
        }
        return Optional.empty();
    }

    private static String printable(String path) {
        var shown = path.length() > 80 ? path.substring(0, 80) + "…" : path;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
