package dev.coderun.executor.agent;

import dev.coderun.executor.RunningProgram;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Input on its way to a program: no more than the agent's window travels, the rest waits here. Not thread-safe.
final class StdinQueue {
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int start; // Of what waits in the first array.
    private long waitingBytes;
    private int windowBytes = AgentCommand.STDIN_WINDOW_BYTES;
    private boolean ended;
    private boolean endSent;

    /// False if that is too much to wait for a program that does not read.
    boolean add(byte[] bytes) {
        if (ended || waitingBytes + bytes.length > RunningProgram.MAX_PENDING_STDIN_BYTES) {
            return ended;
        }
        if (bytes.length > 0) {
            waiting.add(bytes.clone());
            waitingBytes += bytes.length;
        }
        return true;
    }

    void end() {
        ended = true;
    }

    void taken(int bytes) {
        windowBytes = Math.clamp((long) windowBytes + bytes, 0, AgentCommand.STDIN_WINDOW_BYTES);
    }

    /// The frames that may be sent now, for this run.
    List<byte[]> frames(int run) {
        var frames = new ArrayList<byte[]>();
        while (windowBytes > 0 && !waiting.isEmpty()) {
            var first = waiting.getFirst();
            int length = Math.min(windowBytes, first.length - start);
            frames.add(AgentCommand.stdin(run, first, start, length));
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
            frames.add(AgentCommand.stdinEnd(run));
        }
        return frames;
    }
}
