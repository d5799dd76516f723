package dev.coderun.executor.judge;

import dev.coderun.executor.Limits;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunningProgram;

/// Starts the program that is tested, in whatever box it runs.
@FunctionalInterface
public interface ProgramStart {
    RunningProgram start(RunInput input, Limits limits, OutputSink sink);
}
