package dev.coderun.executor.unittests;

/// Where a program was in one of its files, and in which function.
public record StackFrame(Place place, String name) {}
