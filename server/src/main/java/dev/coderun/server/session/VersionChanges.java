package dev.coderun.server.session;

import dev.coderun.session.live.SessionContents;
import dev.coderun.session.live.SessionContents.FileContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How two versions differ, file by file; a file is the same one by its id, whatever it is called.
final class VersionChanges {

    private VersionChanges() {}

    enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        /// Its text may have changed too.
        RENAMED
    }

    /// @param path where it is now; where it was, if it was removed
    /// @param oldPath where a renamed file was
    record FileChange(
            Kind kind,
            String path,
            @Nullable String oldPath,
            @Nullable String before,
            @Nullable String after) {}

    /// By path; without the files that are the same.
    static List<FileChange> between(SessionContents old, SessionContents present) {
        var ids = new TreeSet<>(old.files().keySet());
        ids.addAll(present.files().keySet());
        List<FileChange> changes = new ArrayList<>();
        for (var id : ids) {
            var change = change(old.files().get(id), present.files().get(id));
            if (change != null) {
                changes.add(change);
            }
        }
        changes.sort(Comparator.comparing(FileChange::path));
        return changes;
    }

    private static @Nullable FileChange change(
            @Nullable FileContent before, @Nullable FileContent after) {
        if (after == null) {
            return before == null
                    ? null
                    : new FileChange(Kind.REMOVED, before.shownPath(), null, before.text(), null);
        }
        if (before == null) {
            return new FileChange(Kind.ADDED, after.shownPath(), null, null, after.text());
        }
        boolean renamed = !before.shownPath().equals(after.shownPath());
        if (!renamed && before.text().equals(after.text())) {
            return null;
        }
        return new FileChange(
                renamed ? Kind.RENAMED : Kind.CHANGED,
                after.shownPath(),
                renamed ? before.shownPath() : null,
                before.text(),
                after.text());
    }
}
