package dev.coderun.server.piston;

import dev.coderun.executor.Channel;
import dev.coderun.executor.RunningProgram;

/// Told what an execution does, as it does it, in order. Must not block.
interface PistonListener {
    /// For those who want the answer alone.
    PistonListener NOBODY =
            new PistonListener() {
                @Override
                public void started(RunningProgram program) {}

                @Override
                public void stage(String stage) {}

                @Override
                public void output(Channel channel, byte[] bytes) {}

                @Override
                public void exit(String stage, StageResult result) {}
            };

    /// The program is there, to be typed to and signalled.
    void started(RunningProgram program);

    void stage(String stage);

    void output(Channel channel, byte[] bytes);

    void exit(String stage, StageResult result);
}
