package dev.coderun.executor.judge;

/// How an output is told right or wrong.
public sealed interface Validation {
    /// By the format's default validator, with each test's flags.
    record Default() implements Validation {}

    /// By a program that gets the output on its standard input.
    record Custom(SourceProgram validator, ValidatorLimits limits) implements Validation {}

    /// By a program that speaks with the submission over two pipes.
    record Interactive(SourceProgram validator, ValidatorLimits limits) implements Validation {}
}
