package dev.coderun.executor;

import java.util.concurrent.CompletableFuture;

/// A program from its start, build included, to its outcome. Every method may be called by any thread, at any time;
/// after the end they do nothing.
public interface RunningProgram {
    /// Bytes that may wait for a program that does not read its input.
    int MAX_PENDING_STDIN_BYTES = 16 * 1024 * 1024;

    /// Hands the program input; what it has no room for waits. False if more than [#MAX_PENDING_STDIN_BYTES] would
    /// wait, and then nothing of these bytes is taken.
    boolean stdin(byte[] bytes);

    /// No more input comes: the program reads an end of file after what is still on its way.
    void endStdin();

    /// The terminal's new size; without effect on a program with pipes.
    void resize(int columns, int rows);

    /// Sends a POSIX signal to the program's process group, or to its compiler's while that runs; one that comes before
    /// either has begun is kept until the program does.
    void signal(int number);

    /// Kills the program with all that it started; its outcome becomes [RunOutcome.Cancelled].
    void stop();

    RunOutcome await() throws InterruptedException;

    /// Completes normally, always: what goes wrong is an outcome too.
    CompletableFuture<RunOutcome> outcome();
}
