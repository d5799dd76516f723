package dev.coderun.executor;

import java.util.Map;

/// One guest: files go in, programs are built and run, one after the other, and nothing of a run is left for the next.
/// Used by one caller at a time.
public interface Box extends AutoCloseable {
    /// Makes the work folder of the next runs hold exactly these files, by relative path. Only what changed travels.
    /// Throws `IllegalArgumentException` naming the path that does not fit [WorkPath].
    void setFiles(Map<String, byte[]> files);

    /// Builds the program, if its language has a build and nothing of it is kept, then runs it. Returns at once; the
    /// sink is told each stage and each chunk of output, in order, by one thread. A second start waits for the first
    /// run's end.
    RunningProgram start(Program program, RunInput input, Limits limits, OutputSink sink);

    /// Builds the program and keeps what was built for its next start; the outcome of a good build is an exit with code
    /// 0, as is that of a language without one. The sink is told as by a start.
    RunningProgram build(Program program, OutputSink sink);

    /// So many runs of this language's programs, one after the other, may come at any time: what they start from is started
    /// ahead, as far as there is room. Said again after the last of them, it is made ready for the next.
    default void expectRuns(int count) {}

    /// False after a limit was hit, a process outlived its run, or the guest failed: close it and open another.
    boolean reusable();

    /// Ends what runs and gives the guest up.
    @Override
    void close();
}
