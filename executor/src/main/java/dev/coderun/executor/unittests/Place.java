package dev.coderun.executor.unittests;

/// A line of one of the program's files; the first is 1.
public record Place(String path, int line) {}
