package dev.coderun.executor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Box;
import dev.coderun.executor.BoxUse;
import dev.coderun.executor.Effort;
import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.Language;
import dev.coderun.executor.Limits;
import dev.coderun.executor.Program;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.Toolchain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// Measures boxes and prints a line for each measure: `MEASURE ⇥ UNIT ⇥ SAMPLES`, milliseconds where it is a time.
public final class RunBench {
    private static final int WARM_UPS = 10;

    /// Of one kind, before those that are measured: a server's own code has long been compiled.
    private static final int RUNS_BEFORE = 100;

    /// Before all of them: until the JVM has compiled what a run goes through, it interprets that, for half as long again.
    private static final int RUNS_AT_FIRST = 1_500;

    private static final int BOXES_AHEAD = 2;
    private static final int BOXES_EACH = 4;

    /// After an opening, until the pool has boxes again: what is measured is not what the engine does meanwhile.
    private static final long REFILL_NANOS = 1_000_000_000;

    /// Between two edits: nobody runs a program sooner after its last run, and the helper for the next has time to start.
    private static final long TYPING_NANOS = 300_000_000;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final long FLOOD_LIMIT_BYTES = 1 << 20;
    private static final Limits LIMITS = Limits.standard().withMemoryBytes(256L << 20);

    private static final String FLOOD =
            """
            while True:
                print('y' * 1000)
            """;
    private static final String FORK_BOMB =
            """
            import os
            while True:
                os.fork()
            """;

    private final Sandbox sandbox;
    private final Language python;
    private final int runs;

    private RunBench(Sandbox sandbox, int runs) {
        this.sandbox = sandbox;
        this.runs = runs;
        python = sandbox.languages().find("python").orElseThrow();
    }

    /// Arguments: the project's folder, how often each thing is done.
    public static void main(String[] arguments) throws InterruptedException {
        try (var sandbox = BenchSandbox.open(Path.of(arguments[0]), BOXES_AHEAD)) {
            new RunBench(sandbox, Integer.parseInt(arguments[1])).measureAll();
        }
    }

    private void measureAll() throws InterruptedException {
        noOpWarm();
        inFreshBoxes("no-op fresh box", fromImage("/bin/true"));
        inFreshBoxes("python fresh box", Hello.program(python));
        pythonCold();
        pythonWarm();
        for (var language : sandbox.languages().all()) {
            if (Hello.isKnownIn(language)) {
                editToOutput(language, Effort.RUN, language.id());
            }
        }
        editToOutput(sandbox.languages().find("c").orElseThrow(), Effort.LIVE, "tcc");
        floodCutOff();
        forkBomb();
        boxesPerSecond();
    }

    /// From one outcome to the next: the next run waits for the last one's wipe, so the wipe is in the figure.
    private void noOpWarm() throws InterruptedException {
        try (var box = sandbox.open(python)) {
            awaitRefill();
            box.setFiles(Map.of("main.py", new byte[0]));
            report("no-op warm", consecutive(box, fromImage("/bin/true"), RUNS_AT_FIRST));
        }
    }

    private void pythonCold() throws InterruptedException {
        try (var box = sandbox.open(python)) {
            awaitRefill();
            box.setFiles(Hello.files(python, 0));
            report("python cold", consecutive(box, Hello.program(python), RUNS_BEFORE));
        }
    }

    /// Forked from the interpreter that waits, one run right after the other: the fork is in the figure.
    private void pythonWarm() throws InterruptedException {
        try (var box = openWarm(python)) {
            awaitRefill();
            box.setFiles(Hello.files(python, 0));
            report("python warm", consecutive(box, Hello.program(python), RUNS_BEFORE));
        }
    }

    private static void awaitRefill() {
        LockSupport.parkNanos(REFILL_NANOS);
    }

    private Box openWarm(Language language) {
        return sandbox.open(language, new BoxUse(true, new KeptBuilds()));
    }

    private List<Double> consecutive(Box box, Program program, int before)
            throws InterruptedException {
        List<Double> samples = new ArrayList<>();
        for (int run = -before; run < runs; run++) {
            long begin = System.nanoTime();
            expectExit(box.start(program, RunInput.none(), LIMITS, new FirstOutput()).await());
            if (run >= 0) {
                samples.add(millisSince(begin));
            }
        }
        return samples;
    }

    private void inFreshBoxes(String measure, Program program) throws InterruptedException {
        List<Double> samples = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            awaitRefill();
            long begin = System.nanoTime();
            try (var box = sandbox.open(python)) {
                box.setFiles(Hello.files(python, 0));
                expectExit(box.start(program, RunInput.none(), LIMITS, new FirstOutput()).await());
                samples.add(millisSince(begin));
            }
        }
        report(measure, samples);
    }

    /// One file changes, as after a keystroke; until the first output of the program that it makes.
    private void editToOutput(Language language, Effort effort, String name)
            throws InterruptedException {
        List<Double> samples = new ArrayList<>();
        try (var box = openWarm(language)) {
            for (int run = -WARM_UPS; run < runs; run++) {
                LockSupport.parkNanos(TYPING_NANOS);
                var output = new FirstOutput();
                long begin = System.nanoTime();
                box.setFiles(Hello.files(language, run + WARM_UPS));
                expectExit(
                        box.start(
                                        Hello.program(language).with(effort),
                                        RunInput.none(),
                                        LIMITS,
                                        output)
                                .await());
                if (run >= 0) {
                    samples.add(output.millisAfter(begin));
                }
            }
        }
        report(name + " edit to output", samples);
    }

    /// From the first byte to the outcome, with a limit of one megabyte.
    private void floodCutOff() throws InterruptedException {
        List<Double> samples = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            try (var box = sandbox.open(python)) {
                awaitRefill();
                box.setFiles(Map.of(python.entry(), FLOOD.getBytes(UTF_8)));
                var output = new FirstOutput();
                var limits = LIMITS.withOutputBytes(FLOOD_LIMIT_BYTES);
                var outcome =
                        box.start(Hello.program(python), RunInput.none(), limits, output).await();
                long end = System.nanoTime();
                if (!(outcome instanceof RunOutcome.TooMuchOutput)) {
                    throw new IllegalStateException("A flood ended with " + outcome);
                }
                samples.add(-output.millisAfter(end));
            }
        }
        report("flood cut-off", samples);
    }

    /// From its start to the outcome.
    private void forkBomb() throws InterruptedException {
        List<Double> samples = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            try (var box = sandbox.open(python)) {
                awaitRefill();
                box.setFiles(Map.of(python.entry(), FORK_BOMB.getBytes(UTF_8)));
                long begin = System.nanoTime();
                var outcome =
                        box.start(Hello.program(python), RunInput.none(), LIMITS, new FirstOutput())
                                .await();
                samples.add(millisSince(begin));
                if (outcome instanceof RunOutcome.Exited
                        || outcome instanceof RunOutcome.SandboxFailed) {
                    throw new IllegalStateException("A fork bomb ended with " + outcome);
                }
            }
        }
        report("fork bomb kill", samples);
    }

    /// Opened and closed one after the other, for so long that what waited at the beginning is of no account.
    private void boxesPerSecond() {
        List<Double> samples = new ArrayList<>();
        openAndClose(BOXES_AHEAD);
        for (int run = 0; run < runs; run++) {
            long begin = System.nanoTime();
            openAndClose(BOXES_EACH);
            samples.add(BOXES_EACH * 1000 / millisSince(begin));
        }
        report("boxes per second", "1/s", samples);
    }

    private void openAndClose(int count) {
        for (int i = 0; i < count; i++) {
            sandbox.open(python).close();
        }
    }

    /// A program of the image, run in a box of Python's.
    private Program fromImage(String... command) {
        var toolchain = new Toolchain(Optional.empty(), List.of(command), List.of(), Map.of());
        var language =
                new Language(
                        python.id(),
                        python.name(),
                        python.version(),
                        python.entry(),
                        python.template(),
                        python.monaco(),
                        toolchain,
                        python.npmPackages(),
                        python.folder());
        return Hello.program(language);
    }

    private static void expectExit(RunOutcome outcome) {
        if (!(outcome instanceof RunOutcome.Exited exited) || exited.code() != 0) {
            throw new IllegalStateException("A program ended with " + outcome);
        }
    }

    private static double millisSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / NANOS_PER_MILLI;
    }

    private static void report(String measure, List<Double> samples) {
        report(measure, "ms", samples);
    }

    private static void report(String measure, String unit, List<Double> samples) {
        System.out.println(
                measure
                        + "\t"
                        + unit
                        + "\t"
                        + samples.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
}
