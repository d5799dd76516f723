package dev.coderun.server.content;

/// What is wrong with a package, for its author.
///
/// @param file the file's path in the package; empty for the package as a whole
/// @param line from 1; 0 if the file as a whole is meant
public record PackageFault(String file, int line, String message) {
    @Override
    public String toString() {
        var place = file.isEmpty() ? "" : line == 0 ? file + ": " : file + ":" + line + ": ";
        return place + message;
    }
}
