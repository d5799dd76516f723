package dev.coderun.session.bench;

/// One operation on one workload, once: only `run` is timed.
interface Trial {
    void run();

    /// Throws [WrongResultException] unless the operation did what it should.
    void check();
}
