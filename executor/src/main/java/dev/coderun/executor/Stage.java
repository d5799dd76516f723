package dev.coderun.executor;

/// What is under way between a program's start and its outcome.
public enum Stage {
    COMPILING,
    RUNNING
}
