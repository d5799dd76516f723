package dev.coderun.executor.judge;

/// A test, or a group of them.
public sealed interface TestNode permits TestCase, TestGroup {
    String name();
}
