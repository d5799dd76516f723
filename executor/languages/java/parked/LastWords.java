package dev.coderun.parked;

import java.util.Arrays;
import java.util.stream.Collectors;
import sun.misc.Signal;

/// What a program says when its time is over: where it was, as an exception would tell it. See `../README.md`.
final class LastWords {
    private static final Signal TIME_IS_OVER = new Signal("XCPU");
    private static final int MAX_CALLS = 100;

    private LastWords() {}

    static void of(Thread program) {
        Signal.handle(TIME_IS_OVER, _ -> say(program));
    }

    private static void say(Thread program) {
        System.err.print(Threads.now(program).stream().map(LastWords::told).collect(Collectors.joining()));
        System.err.flush();
        Runtime.getRuntime().halt(1);
    }

    /// Nothing of a thread that is over.
    private static String told(Threads.Calls calls) {
        var frames = Arrays.stream(calls.frames())
                .takeWhile(call -> !Parked.isOurs(call))
                .limit(MAX_CALLS)
                .map(call -> "\tat " + call + "\n")
                .collect(Collectors.joining());
        return frames.isEmpty()
                ? ""
                : "Exception in thread \"" + calls.thread().getName() + "\" OutOfTime: the program was here\n" + frames;
    }
}
