package dev.coderun.executor.judge;

/// What submissions are judged by.
public record Task(JudgeLimits limits, Validation validation, TestGroup tests, boolean hasScore) {}
