package dev.coderun.executor.judge;

import java.util.List;

/// One test.
///
/// @param name its path in the package's data, such as `secret/2/04-large`
/// @param arguments what the submission is started with
/// @param validatorFlags what the output validator is told
public record TestCase(
        String name, TestData data, List<String> arguments, List<String> validatorFlags)
        implements TestNode {
    public TestCase {
        arguments = List.copyOf(arguments);
        validatorFlags = List.copyOf(validatorFlags);
    }
}
