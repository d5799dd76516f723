package dev.coderun.server.run;

import dev.coderun.executor.OutputSink;
import dev.coderun.executor.RunningProgram;

/// Told what becomes of a run while it is carried out.
interface RunProgress extends OutputSink {
    void stage(RunStage stage);

    void started(RunningProgram program);

    /// Whether somebody wants its end: then nothing more is started for it.
    boolean isEnding();
}
