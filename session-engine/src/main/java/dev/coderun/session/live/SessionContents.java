package dev.coderun.session.live;

import dev.coderun.session.crdt.Doc;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What of a session is kept through its versions: its files, each under the id that it never loses, its language and
/// the file that a run starts with.
///
/// @param language empty if the document names none
/// @param entry the id of one of `files`
public record SessionContents(
        NavigableMap<String, FileContent> files, String language, Optional<String> entry) {

    public SessionContents {
        files = Collections.unmodifiableNavigableMap(new TreeMap<>(files));
    }

    /// One file.
    ///
    /// @param path as it stands in the document, where two files may have the same
    /// @param shownPath as people see it: unique
    public record FileContent(String path, String shownPath, String text) {}

    public static SessionContents of(Doc doc) {
        return SessionDocument.contents(doc);
    }
}
