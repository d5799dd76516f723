package dev.coderun.parked;

import java.util.Arrays;
import java.util.stream.Collectors;
import sun.misc.Signal;

/// What a program says when its time is over: where it was, as an exception would tell it. See `../README.md`.
final class LastWords {
    private static final Signal TIME_IS_OVER = new Signal("XCPU");

    private LastWords() {}

    static void of(Thread program) {
        Signal.handle(TIME_IS_OVER, _ -> say(program));
    }

    private static void say(Thread program) {
        var calls = Arrays.stream(program.getStackTrace())
                .takeWhile(call -> !Parked.isOurs(call))
                .map(call -> "\tat " + call + "\n")
                .collect(Collectors.joining());
        System.err.print("Exception in thread \"main\" OutOfTime: the program was here\n" + calls);
        System.err.flush();
        Runtime.getRuntime().halt(1);
    }
}
