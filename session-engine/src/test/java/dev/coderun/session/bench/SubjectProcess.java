package dev.coderun.session.bench;

import dev.coderun.session.crdt.Doc;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One subject alone in a JVM. Speaks the lines that `e2e/bench/documents/subjects.mjs` describes.
public final class SubjectProcess {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final Subject subject;
    private @Nullable Path folder;
    private @Nullable Workload workload;

    private SubjectProcess(Subject subject) {
        this.subject = subject;
    }

    /// Makes trials of one operation after the other.
    private interface Subject {
        Trial trial(String operation, Workload workload);
    }

    /// Answers each line of standard input, until it ends.
    public static void main(String[] arguments) throws IOException {
        var process = new SubjectProcess(subject(arguments[0]));
        var questions =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            System.out.println(process.answer(line.split("\t", -1)));
        }
    }

    private static Subject subject(String name) {
        return switch (name) {
            case "coderun" -> EngineTrials::of;
            case "gap buffer" -> FloorTrials::gapBuffer;
            case "rope" -> FloorTrials::rope;
            case "parse only" -> FloorTrials::parseOnly;
            default -> throw new IllegalArgumentException("no subject " + name);
        };
    }

    // Whatever goes wrong is told to whoever asked, and ends the measurement there.
    @SuppressWarnings("CatchAndPrintStackTrace")
    private String answer(String[] question) {
        try {
            Workload asked = workload(Path.of(question[1]));
            System.gc();
            List<Double> found =
                    question[0].equals("heap")
                            ? List.of(heapMegabytes(asked, Integer.parseInt(question[3])))
                            : samples(
                                    question[0],
                                    asked,
                                    Double.parseDouble(question[2]),
                                    Integer.parseInt(question[3]));
            return "ok\t" + found.stream().map(String::valueOf).collect(Collectors.joining(" "));
        } catch (RuntimeException e) {
            e.printStackTrace();
            return "error\t" + e;
        }
    }

    private Workload workload(Path wanted) {
        Workload held = workload;
        if (held == null || !wanted.equals(folder)) {
            held = new Workload(wanted);
            workload = held;
            folder = wanted;
        }
        return held;
    }

    private List<Double> samples(
            String operation, Workload asked, double minMillis, int maxSamples) {
        List<Double> found = new ArrayList<>();
        long start = System.nanoTime();
        while (found.isEmpty() || (millisSince(start) < minMillis && found.size() < maxSamples)) {
            Trial trial = subject.trial(operation, asked);
            long begin = System.nanoTime();
            trial.run();
            double millis = millisSince(begin);
            trial.check();
            found.add(millis);
        }
        return found;
    }

    private static double millisSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / NANOS_PER_MILLI;
    }

    /// What one loaded document keeps alive, as the average of many.
    private static double heapMegabytes(Workload workload, int documents) {
        List<Doc> kept = new ArrayList<>();
        // Whatever the first one brings along for good is not the document's.
        EngineTrials.loaded(workload.state());
        double before = settledHeapBytes();
        try {
            for (int i = 0; i < documents; i++) {
                kept.add(EngineTrials.loaded(workload.state()));
            }
            return (settledHeapBytes() - before) / documents / BYTES_PER_MEGABYTE;
        } finally {
            Reference.reachabilityFence(kept);
        }
    }

    private static long settledHeapBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
