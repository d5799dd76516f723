package dev.coderun.executor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Box;
import dev.coderun.executor.BoxUse;
import dev.coderun.executor.Effort;
import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.Limits;
import dev.coderun.executor.Program;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.Toolchain;
import dev.coderun.executor.docker.DockerSandbox;
import dev.coderun.executor.docker.DockerSandboxSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// Measures boxes and prints a line for each measure: `MEASURE ⇥ UNIT ⇥ SAMPLES`, milliseconds where it is a time.
public final class RunBench {
    private static final int WARM_UPS = 10;
    private static final int BOXES_AHEAD = 2;
    private static final int BOXES_OPENED = 10;
    private static final Duration IMAGES_PATIENCE = Duration.ofMinutes(15);
    private static final long LOOK_EVERY_NANOS = 5_000_000;

    /// Between two openings, so that the pool has boxes again: opening is what is measured, not waiting for the engine.
    private static final long REFILL_NANOS = 1_500_000_000;

    /// Between two edits: nobody runs a program sooner after its last run, and the helper for the next has time to start.
    private static final long TYPING_NANOS = 300_000_000;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final long FLOOD_LIMIT_BYTES = 1 << 20;
    private static final Limits LIMITS = Limits.standard().withMemoryBytes(256L << 20);

    /// Programs that say a number which changes with each run, by language.
    private static final Map<String, String> HELLO =
            Map.of(
                    "python", "print('hello', %d)\n",
                    "javascript", "console.log('hello', %d);\n",
                    "typescript", "const word: string = 'hello';\nconsole.log(word, %d);\n",
                    "c", "#include <stdio.h>\nint main(void) { printf(\"hello %%d\\n\", %d); }\n",
                    "cpp",
                            """
                            #include <bits/stdc++.h>
                            int main() { std::cout << "hello " << %d << std::endl; }
                            """,
                    "go",
                            """
                            package main
                            import "fmt"
                            func main() { fmt.Println("hello", %d) }
                            """,
                    "rust", "fn main() { println!(\"hello {}\", %d); }\n",
                    "bash", "echo hello %d\n",
                    "java",
                            """
                            public class Main {
                                public static void main(String[] arguments) {
                                    System.out.println("hello " + %d);
                                }
                            }
                            """);

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
        var usual = DockerSandboxSettings.of(Path.of(arguments[0]), "bench-" + processId());
        var settings =
                new DockerSandboxSettings(
                        usual.languagesFolder(),
                        usual.agentFolder(),
                        usual.dockerHost(),
                        usual.baseImage(),
                        usual.owner(),
                        BOXES_AHEAD,
                        usual.boxLimits(),
                        usual.firstUid());
        try (var sandbox = new DockerSandbox(settings)) {
            awaitReady(sandbox);
            new RunBench(sandbox, Integer.parseInt(arguments[1])).measureAll();
        }
    }

    private static long processId() {
        return ProcessHandle.current().pid();
    }

    private static void awaitReady(DockerSandbox sandbox) {
        long deadline = System.nanoTime() + IMAGES_PATIENCE.toNanos();
        while (!(sandbox.state() instanceof SandboxState.Ready)
                || !sandbox.languages().all().stream()
                        .allMatch(
                                language ->
                                        sandbox.languageState(language)
                                                instanceof LanguageState.Ready)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The sandbox is not ready: " + sandbox.state());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private void measureAll() throws InterruptedException {
        noOpWarm();
        noOpInFreshBoxes();
        pythonCold();
        pythonWarm();
        for (var language : sandbox.languages().all()) {
            if (HELLO.containsKey(language.id())) {
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
            box.setFiles(Map.of("main.py", new byte[0]));
            report("no-op warm", consecutive(box, fromImage("/bin/true")));
        }
    }

    private void pythonCold() throws InterruptedException {
        try (var box = sandbox.open(python)) {
            box.setFiles(Map.of("main.py", hello(python, 0)));
            report("python cold", consecutive(box, program(python)));
        }
    }

    /// Forked from the interpreter that waits, one run right after the other: the fork is in the figure.
    private void pythonWarm() throws InterruptedException {
        try (var box = openWarm(python)) {
            box.setFiles(Map.of("main.py", hello(python, 0)));
            report("python warm", consecutive(box, program(python)));
        }
    }

    private Box openWarm(Language language) {
        return sandbox.open(language, new BoxUse(true, new KeptBuilds()));
    }

    private List<Double> consecutive(Box box, Program program) throws InterruptedException {
        List<Double> samples = new ArrayList<>();
        for (int run = -WARM_UPS; run < runs; run++) {
            long begin = System.nanoTime();
            expectExit(box.start(program, RunInput.none(), LIMITS, new FirstOutput()).await());
            if (run >= 0) {
                samples.add(millisSince(begin));
            }
        }
        return samples;
    }

    private void noOpInFreshBoxes() throws InterruptedException {
        List<Double> samples = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            LockSupport.parkNanos(REFILL_NANOS);
            long begin = System.nanoTime();
            try (var box = sandbox.open(python)) {
                box.setFiles(Map.of("main.py", new byte[0]));
                var running =
                        box.start(
                                fromImage("/bin/true"), RunInput.none(), LIMITS, new FirstOutput());
                expectExit(running.await());
                samples.add(millisSince(begin));
            }
        }
        report("no-op fresh box", samples);
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
                box.setFiles(Map.of(language.entry(), hello(language, run + WARM_UPS)));
                expectExit(
                        box.start(program(language).with(effort), RunInput.none(), LIMITS, output)
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
                box.setFiles(Map.of(python.entry(), FLOOD.getBytes(UTF_8)));
                var output = new FirstOutput();
                var limits = LIMITS.withOutputBytes(FLOOD_LIMIT_BYTES);
                var outcome = box.start(program(python), RunInput.none(), limits, output).await();
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
                box.setFiles(Map.of(python.entry(), FORK_BOMB.getBytes(UTF_8)));
                long begin = System.nanoTime();
                var outcome =
                        box.start(program(python), RunInput.none(), LIMITS, new FirstOutput())
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

    /// Opened and closed one after the other, faster than any pool refills.
    private void boxesPerSecond() {
        List<Box> open = new ArrayList<>();
        for (int i = 0; i < BOXES_AHEAD; i++) {
            open.add(sandbox.open(python));
        }
        long begin = System.nanoTime();
        for (int i = 0; i < BOXES_OPENED; i++) {
            open.add(sandbox.open(python));
        }
        double seconds = millisSince(begin) / 1000;
        open.forEach(Box::close);
        report("boxes per second", "1/s", List.of(BOXES_OPENED / seconds));
    }

    private static byte[] hello(Language language, int number) {
        return Objects.requireNonNull(HELLO.get(language.id())).formatted(number).getBytes(UTF_8);
    }

    private Program program(Language language) {
        return new Program(language, language.entry(), List.of(), Map.of());
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
        return program(language);
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
