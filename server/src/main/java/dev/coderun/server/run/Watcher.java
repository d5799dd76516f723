package dev.coderun.server.run;

import dev.coderun.session.live.Outbox;
import dev.coderun.session.live.Role;
import java.util.function.Supplier;

/// Somebody connected to a session who understands what is told about runs.
///
/// @param role asked at each message, for it may change
record Watcher(String id, String userId, String name, Supplier<Role> role, Outbox outbox)
        implements LogFollower {
    /// Output waits in the log, not in the outbox, while this much is on its way: the outbox keeps room for everything
    /// else, and only somebody who truly does not read is cut off.
    static final int AHEAD_BYTES = 1 << 20;

    @Override
    public boolean hasRoom() {
        return outbox.queuedBytes() < AHEAD_BYTES;
    }

    @Override
    public boolean offer(byte[] frame) {
        return outbox.offer(frame);
    }

    void requireRunner() {
        if (!role.get().mayRun()) {
            throw new Refusal(
                    RunError.NOT_ALLOWED,
                    "You may watch this session but not run programs in it. Ask its owner for"
                            + " more.");
        }
    }
}
