package dev.coderun.session.live;

import java.util.Set;

/// Which paths a session's file may have.
final class FilePaths {

    static final int MAX_CHARACTERS = 255;

    private static final Set<String> BAD_PARTS = Set.of("", ".", "..");

    private FilePaths() {}

    /// Whether the path is relative, stays inside its folder, and holds no character that a file system chokes on.
    static boolean isUsable(String path) {
        if (path.length() > MAX_CHARACTERS) {
            return false;
        }
        for (String part : path.split("/", -1)) {
            if (BAD_PARTS.contains(part)) {
                return false;
            }
        }
        return path.codePoints().noneMatch(FilePaths::isUnwritable);
    }

    private static boolean isUnwritable(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE;
    }

    /// `folder/name.ext` as `folder/name (2).ext`; a leading dot starts no extension.
    static String numbered(String path, int number) {
        int nameStart = path.lastIndexOf('/') + 1;
        int dot = path.lastIndexOf('.');
        int end = dot > nameStart ? dot : path.length();
        return path.substring(0, end) + " (" + number + ")" + path.substring(end);
    }

    /// Whether one of the folders on the way to this path is the name of a file.
    static boolean goesThroughFile(String path, Set<String> files) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (files.contains(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }
}
