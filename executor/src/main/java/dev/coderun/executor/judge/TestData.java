package dev.coderun.executor.judge;

/// A test's files, read when they are needed.
public interface TestData {
    byte[] input();

    byte[] answer();
}
