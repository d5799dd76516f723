package dev.coderun.server.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageCatalog;
import dev.coderun.executor.WorkPath;
import dev.coderun.session.live.SessionFiles;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a session's files are as a program, made from one reading of its document and checked before anything starts.
///
/// @param hashes SHA-256 of each file, by its path
public record SessionProgram(
        Language language,
        String entry,
        Map<String, byte[]> files,
        Map<String, String> hashes,
        long revision) {

    /// Throws a [Refusal] that says what to change.
    public static SessionProgram of(SessionFiles session, LanguageCatalog languages) {
        var language =
                languages
                        .find(session.language())
                        .orElseThrow(() -> unknownLanguage(session.language()));
        requirePaths(session);
        var entry = entryOf(session, language);
        var files = new TreeMap<String, byte[]>();
        var hashes = new TreeMap<String, String>();
        session.files()
                .forEach(
                        (path, text) -> {
                            var bytes = text.getBytes(UTF_8);
                            files.put(path, bytes);
                            hashes.put(path, sha256(bytes));
                        });
        return new SessionProgram(language, entry, files, hashes, session.revision());
    }

    /// The file that the document names; else the language's usual one; else the first.
    private static String entryOf(SessionFiles session, Language language) {
        var files = session.files();
        if (files.isEmpty()) {
            throw new Refusal(RunError.NO_FILES, "There is no file to run. Add one first.");
        }
        return session.entry()
                .filter(files::containsKey)
                .orElseGet(
                        () ->
                                files.containsKey(language.entry())
                                        ? language.entry()
                                        : files.firstKey());
    }

    private static void requirePaths(SessionFiles session) {
        for (var path : session.badPaths()) {
            throw badPath(
                    path, WorkPath.fault(path).orElse("goes through another file. Rename one."));
        }
        for (var path : session.files().keySet()) {
            WorkPath.fault(path)
                    .ifPresent(
                            reason -> {
                                throw badPath(path, reason);
                            });
            requireNoFileAbove(path, session.files().keySet());
        }
    }

    private static void requireNoFileAbove(String path, Set<String> paths) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            var folder = path.substring(0, slash);
            if (paths.contains(folder)) {
                throw badPath(
                        path, "cannot be there, because \"" + folder + "\" is a file. Rename one.");
            }
        }
    }

    private static Refusal badPath(String path, String reason) {
        var shown = path.length() > 80 ? path.substring(0, 80) + "…" : path;
        return new Refusal(RunError.BAD_PATH, "The file path \"" + shown + "\" " + reason);
    }

    private static Refusal unknownLanguage(String id) {
        return new Refusal(
                RunError.UNKNOWN_LANGUAGE,
                id.isEmpty()
                        ? "This session has no language yet. Pick one."
                        : "The language \"" + id + "\" is not known here. Pick another.");
    }

    /// SHA-256, in hex.
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
