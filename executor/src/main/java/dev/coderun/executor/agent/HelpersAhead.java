package dev.coderun.executor.agent;

import dev.coderun.executor.RunInput;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Keeps the helpers of one box ahead of its runs: has them started, hands them orders, sends them away. Thread-safe; its
/// lock is taken inside the box's, never around it.
final class HelpersAhead {
    private final Consumer<byte[]> agent;

    // All guarded by `this`.
    private final Optional<Helper> helper;
    private long heldBytes;
    private BooleanSupplier room = () -> false; // For more than one.

    HelpersAhead(Optional<Helper> helper, Consumer<byte[]> agent) {
        this.helper = helper;
        this.agent = agent;
    }

    synchronized void expectRuns(int count) {
        helper.ifPresent(each -> each.expectRuns(count));
    }

    /// Whether the machine has memory for more than one helper of this box.
    synchronized void boundBy(BooleanSupplier hasRoom) {
        room = hasRoom;
    }

    /// What the box used when the last of them became ready.
    synchronized long heldBytes() {
        return helper.isPresent() ? heldBytes : 0;
    }

    /// The same while one waits, else 0.
    synchronized long waitingBytes() {
        return helper.filter(Helper::isWaiting).isPresent() ? heldBytes : 0;
    }

    // ---- the start ----

    /// Between two runs: one shall wait with streams of this kind.
    void park(RunInput input) {
        Optional<byte[]> frame;
        synchronized (this) {
            frame = helper.flatMap(each -> each.park(input));
        }
        frame.ifPresent(agent);
    }

    /// One is ready.
    synchronized void parked(long boxBytes) {
        heldBytes = boxBytes;
        helper.ifPresent(Helper::parked);
    }

    /// As many more as may start now, if there is memory for them. Other boxes are asked what they use, hence without the lock.
    void parkMore(boolean running) {
        BooleanSupplier hasRoom;
        synchronized (this) {
            hasRoom = room;
        }
        var frame = Optional.<byte[]>empty();
        do {
            frame.ifPresent(agent);
            if (!hasRoom.getAsBoolean()) {
                return;
            }
            synchronized (this) {
                frame = helper.flatMap(each -> each.parkAnother(running));
            }
        } while (frame.isPresent());
    }

    // ---- orders ----

    /// What the helper is told to do this run, if it can.
    synchronized Optional<List<String>> runOrder(Commands commands, RunInput input) {
        return helper.filter(waiting -> waiting.takeRun(commands, input))
                .map(_ -> commands.runOrder());
    }

    synchronized Optional<List<String>> buildOrder(Commands commands, RunInput input) {
        return helper.flatMap(waiting -> waiting.takeBuild(commands, input));
    }

    /// Whether it is one that does build after build, and cannot be stopped in the middle.
    synchronized boolean stays() {
        return helper.filter(Helper::stays).isPresent();
    }

    // ---- the end ----

    /// They are waited for no more. False if none waited.
    synchronized boolean leave() {
        if (helper.filter(Helper::isWaiting).isEmpty()) {
            return false;
        }
        helper.ifPresent(Helper::leave);
        heldBytes = 0;
        return true;
    }
}
