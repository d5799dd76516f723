package dev.coderun.executor;

import java.util.List;

/// How much of its memory a program's own runtime may use as its heap, where a command has to say so: the rest is what the
/// runtime needs beside it. A runtime that is not told takes a guess, and its programs fail long before their limit.
public final class Heap {
    private static final String MEBIBYTES = "{heapMiB}";

    /// With less no runtime starts, and what the program may use ends it.
    private static final long MIN_MEBIBYTES = 8;

    private Heap() {}

    /// The command for a program that may use so much in all.
    public static List<String> filledIn(List<String> command, long memoryBytes) {
        var mebibytes = String.valueOf(Math.max(MIN_MEBIBYTES, (memoryBytes >> 20) * 3 / 4));
        return command.stream().map(word -> word.replace(MEBIBYTES, mebibytes)).toList();
    }
}
