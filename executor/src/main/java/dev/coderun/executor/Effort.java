package dev.coderun.executor;

/// How much time a build may take for what it makes. A language that makes no difference has one toolchain for all.
public enum Effort {
    /// Tests while somebody types: the quickest compiler there is.
    LIVE,
    /// A person waits for output: a quick build, with every warning.
    RUN,
    /// Nothing is made: all that is wrong with the program is said, for whoever has its tests' results already.
    CHECK,
    /// Built once, run for long or often, as by a judge: optimised.
    FULL
}
