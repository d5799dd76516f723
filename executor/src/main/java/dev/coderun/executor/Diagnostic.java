package dev.coderun.executor;

/// What a compiler, or a program that ended in an error, says about a place in the program.
///
/// @param path one of the program's files
/// @param line 1 for the first
/// @param column 1 for the first character; 0 where only the line is known
public record Diagnostic(String path, int line, int column, Severity severity, String text) {
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }
}
