package dev.coderun.executor.judge;

/// Told how far the judging of a submission is, as it happens, by one thread.
public interface JudgeListener {
    void building();

    void built(BuildReport report);

    void testStarted(int index, String name);

    void testDone(TestReport report);
}
