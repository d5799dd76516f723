package dev.coderun.server.run;

/// Who reads a run's log as it grows. Called under the log's lock: must not block.
interface LogFollower {
    /// False while what was offered earlier is still on its way: the log waits, and goes on later.
    boolean hasRoom();

    /// Takes a whole frame, which nobody may change.
    ///
    /// @return false if the follower is gone
    boolean offer(byte[] frame);
}
