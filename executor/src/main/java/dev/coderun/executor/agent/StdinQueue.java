package dev.coderun.executor.agent;

import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunningProgram;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Input on its way to a program: no more than the agent's window travels, the rest waits here, and so does all that
/// comes before the program runs. Guarded by its run's lock.
final class StdinQueue {
    private final Consumer<List<byte[]>> agent;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int start; // Of what waits in the first array.
    private long waitingBytes;
    private int windowBytes = AgentCommand.STDIN_WINDOW_BYTES;
    private boolean ended;
    private boolean endSent;
    private Optional<Integer> run = Optional.empty(); // While it reads.

    StdinQueue(RunInput input, Consumer<List<byte[]>> agent) {
        this.agent = agent;
        if (input instanceof RunInput.Pipes(byte[] bytes, boolean open)) {
            add(bytes);
            ended = !open;
        }
    }

    /// False if that is too much to wait for a program that does not read.
    boolean add(byte[] bytes) {
        if (ended || waitingBytes + bytes.length > RunningProgram.MAX_PENDING_STDIN_BYTES) {
            return ended;
        }
        if (bytes.length > 0) {
            waiting.add(bytes.clone());
            waitingBytes += bytes.length;
        }
        sendOn();
        return true;
    }

    void end() {
        ended = true;
        sendOn();
    }

    void taken(int bytes) {
        windowBytes = Math.clamp((long) windowBytes + bytes, 0, AgentCommand.STDIN_WINDOW_BYTES);
        sendOn();
    }

    /// From now on a program reads it: the frames that are the first of its run.
    List<byte[]> open(int id) {
        run = Optional.of(id);
        return framesOf(id);
    }

    /// Nobody reads it any more.
    void close() {
        run = Optional.empty();
    }

    private void sendOn() {
        var frames = run.map(this::framesOf).orElse(List.of());
        if (!frames.isEmpty()) {
            agent.accept(frames);
        }
    }

    private List<byte[]> framesOf(int id) {
        var frames = new ArrayList<byte[]>();
        while (windowBytes > 0 && !waiting.isEmpty()) {
            var first = waiting.getFirst();
            int length = Math.min(windowBytes, first.length - start);
            frames.add(AgentCommand.stdin(id, first, start, length));
            start += length;
            windowBytes -= length;
            waitingBytes -= length;
            if (start == first.length) {
                waiting.removeFirst();
                start = 0;
            }
        }
        if (ended && waiting.isEmpty() && !endSent) {
            endSent = true;
            frames.add(AgentCommand.stdinEnd(id));
        }
        return frames;
    }
}
