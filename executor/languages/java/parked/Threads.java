package dev.coderun.parked;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where the threads of a program are just now.
final class Threads {
    private static final int MAX_THREADS = 8;

    private Threads() {}

    /// A thread, and what it has called, innermost first.
    record Calls(Thread thread, StackTraceElement[] frames) {}

    /// The program's own first, unless it waits, or is over, while others of its threads go on.
    static List<Calls> now(Thread program) {
        var own = new Calls(program, program.getStackTrace());
        if (program.getState() == Thread.State.RUNNABLE) {
            return List.of(own);
        }
        var all = new ArrayList<Calls>();
        for (var thread : Thread.getAllStackTraces().keySet()) {
            // Told as an exception tells them, which those above are not.
            var other = new Calls(thread, thread.getStackTrace());
            if (thread != program && goesOn(other) && all.size() < MAX_THREADS) {
                all.add(other);
            }
        }
        all.add(own);
        return all;
    }

    private static boolean goesOn(Calls calls) {
        return calls.thread().getState() == Thread.State.RUNNABLE
                && Arrays.stream(calls.frames()).noneMatch(Parked::isOurs)
                && Arrays.stream(calls.frames()).anyMatch(frame -> frame.getModuleName() == null);
    }
}
