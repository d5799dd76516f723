package dev.coderun.parked;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Scanner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Touches what most programs use, so that it is loaded and linked before the program comes. Prints nothing.
final class WarmUp {
    /// Somewhere in the last jar before the program's classes: whoever looks for these has opened it.
    private static final String IN_LAST_JAR = "META-INF/services/org.junit.platform.engine.TestEngine";

    record Pair(int left, String right) {}

    private WarmUp() {}

    static void run() {
        var out = new PrintStream(OutputStream.nullOutputStream(), true);
        var input = new ByteArrayInputStream("one 2\n".getBytes());
        var counts = new HashMap<String, Integer>();
        int number = counts.size();
        out.println("joined " + number + " " + counts);
        try (var scanner = new Scanner(input)) {
            counts.merge(scanner.next(), scanner.nextInt(), Integer::sum);
        }
        new BufferedReader(new InputStreamReader(System.in));
        var list = new ArrayList<>(List.of(3, 1, 2));
        list.sort((a, b) -> b - a);
        out.println(list.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        out.printf("%d %s %.2f%n", IntStream.range(0, 3).sum(), new Pair(1, "x"), 1.5);
        out.println(
                switch ((Object) list) {
                    case Pair(int left, String _) -> left;
                    case List<?> many -> many.size();
                    default -> 0;
                });
        var _ = ClassLoader.getSystemResource(IN_LAST_JAR);
        System.out.flush();
        System.err.flush();
    }
}
