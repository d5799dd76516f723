package dev.coderun.server.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Box;
import dev.coderun.executor.BoxUse;
import dev.coderun.executor.Channel;
import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.Diagnostics;
import dev.coderun.executor.Effort;
import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageCatalog;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.Limits;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.Program;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunningProgram;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.Stage;
import dev.coderun.executor.Toolchain;
import dev.coderun.executor.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A sandbox without guests: the test itself says what each started program prints and how it ends.
public final class FakeSandbox implements Sandbox {
    public static final Usage USAGE =
            new Usage(Duration.ofMillis(12), Duration.ofMillis(7), 9 << 20);

    private final BlockingQueue<FakeProgram> started = new LinkedBlockingQueue<>();
    private final List<Language> more = new CopyOnWriteArrayList<>();
    private final List<FakeBox> boxes = new CopyOnWriteArrayList<>();
    private volatile SandboxState state = new SandboxState.Ready("fake 1.0");
    private volatile LanguageState languageState = new LanguageState.Ready();
    private final Map<String, LanguageState> languageStates = new ConcurrentHashMap<>();
    private volatile List<String> notGuaranteed = List.of();
    private volatile Optional<String> fault = Optional.empty();

    public static Language language(String id, String entry) {
        return new Language(
                id,
                id.toUpperCase(java.util.Locale.ROOT),
                "1.0",
                entry,
                Map.of(entry, ""),
                id,
                new Toolchain(Optional.empty(), List.of("/bin/" + id), List.of(), Map.of()),
                List.of(),
                Diagnostics.NONE,
                new Language.Known(
                        id,
                        id.equals("python") ? List.of("py", "py3", "python3") : List.of(),
                        Optional.empty(),
                        Optional.empty()),
                Path.of("/"));
    }

    /// One with a compiler.
    public static Language compiled(String id, String entry) {
        var language = language(id, entry);
        var toolchain =
                new Toolchain(
                        Optional.of(List.of("/bin/cc")),
                        List.of(Toolchain.BUILT_FOLDER + "/program"),
                        List.of(".c"),
                        Map.of());
        return language.with("17", toolchain);
    }

    /// One with a compiler, and another that checks what it has made.
    public static Language checked(String id, String entry) {
        var language = compiled(id, entry);
        var usual = language.toolchain();
        var check =
                new Toolchain(
                        Optional.of(List.of("/bin/check")),
                        usual.run(),
                        usual.sourceSuffixes(),
                        Map.of());
        return language.with(
                "7",
                new Toolchain(
                        usual.build(),
                        usual.run(),
                        usual.sourceSuffixes(),
                        Map.of(),
                        usual.helpers(),
                        usual.uses(),
                        usual.tests(),
                        usual.outOfMemorySignal(),
                        Map.of(Effort.CHECK, check)));
    }

    /// Beside the two that it always knows.
    public FakeSandbox with(Language language) {
        more.add(language);
        return this;
    }

    public void state(SandboxState now) {
        state = now;
    }

    public void languageState(LanguageState now) {
        languageState = now;
    }

    /// Of this language alone.
    public void languageState(String id, LanguageState now) {
        languageStates.put(id, now);
    }

    /// No more boxes can be opened, for this reason.
    public void breaks(String reason) {
        fault = Optional.of(reason);
    }

    /// The program that was started next.
    public FakeProgram next() throws InterruptedException {
        var program = started.poll(10, TimeUnit.SECONDS);
        if (program == null) {
            throw new AssertionError("no program was started within 10 s");
        }
        return program;
    }

    public List<FakeBox> boxes() {
        return boxes;
    }

    @Override
    public SandboxState state() {
        return state;
    }

    @Override
    public String kind() {
        return "fake";
    }

    @Override
    public List<String> notGuaranteed() {
        return notGuaranteed;
    }

    public void guaranteesNot(String sentence) {
        notGuaranteed = List.of(sentence);
    }

    @Override
    public LanguageCatalog languages() {
        return new LanguageCatalog(
                Stream.concat(
                                Stream.of(
                                        language("python", "main.py"),
                                        language("java", "Main.java")),
                                more.stream())
                        .toList());
    }

    @Override
    public LanguageState languageState(Language language) {
        return languageStates.getOrDefault(language.id(), languageState);
    }

    @Override
    public Box open(Language language, BoxUse use) {
        fault.ifPresent(
                reason -> {
                    throw new SandboxFailed(reason);
                });
        var box = new FakeBox();
        boxes.add(box);
        return box;
    }

    @Override
    public void close() {
        boxes.forEach(FakeBox::close);
    }

    public final class FakeBox implements Box {
        private volatile Map<String, byte[]> files = Map.of();
        private volatile boolean spoilt;
        private volatile boolean vanished;
        private volatile boolean closed;

        public void vanish() {
            vanished = true;
        }

        public boolean isClosed() {
            return closed;
        }

        @Override
        public void setFiles(Map<String, byte[]> newFiles) {
            if (vanished) {
                throw new SandboxFailed("The box has gone.");
            }
            files = Map.copyOf(newFiles);
        }

        @Override
        public RunningProgram start(
                Program program, RunInput input, Limits limits, OutputSink sink) {
            var running = new FakeProgram(this, program, input, limits, sink);
            started.add(running);
            return running;
        }

        @Override
        public RunningProgram build(Program program, OutputSink sink) {
            return start(program, RunInput.none(), Limits.standard(), sink);
        }

        @Override
        public boolean reusable() {
            return !spoilt && !vanished;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    public static final class FakeProgram implements RunningProgram {
        private final FakeBox box;
        private final Program program;
        private final RunInput input;
        private final Limits limits;
        private final OutputSink sink;
        private final CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();
        private volatile String stdin = "";
        private volatile String size = "";
        private volatile boolean stdinEnded;

        FakeProgram(FakeBox box, Program program, RunInput input, Limits limits, OutputSink sink) {
            this.box = box;
            this.program = program;
            this.input = input;
            this.limits = limits;
            this.sink = sink;
        }

        public void compiles() {
            sink.stage(Stage.COMPILING);
        }

        public void finds(Diagnostic... found) {
            sink.diagnostics(List.of(found));
        }

        public void runs() {
            sink.stage(Stage.RUNNING);
        }

        public void complains(String text) {
            sink.output(Channel.STDERR, text.getBytes(UTF_8));
        }

        public void printsBytes(byte[] bytes) {
            sink.output(Channel.STDOUT, bytes);
        }

        public void prints(String text) {
            sink.output(Channel.STDOUT, text.getBytes(UTF_8));
        }

        public void exits(int code) {
            ends(new RunOutcome.Exited(code, USAGE));
        }

        /// Ends so; after anything but a plain exit its box is not to be used again.
        public void ends(RunOutcome end) {
            if (!outcome.isDone()) {
                box.spoilt = !(end instanceof RunOutcome.Exited);
            }
            outcome.complete(end);
        }

        public Program program() {
            return program;
        }

        public RunInput input() {
            return input;
        }

        public Limits limits() {
            return limits;
        }

        public FakeBox box() {
            return box;
        }

        public Map<String, byte[]> files() {
            return box.files;
        }

        public String stdin() {
            return stdin;
        }

        /// Waits until so much has been typed.
        public synchronized String awaitStdin(int characters) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (stdin.length() < characters && System.nanoTime() < end) {
                wait(100);
            }
            return stdin;
        }

        public boolean stdinHasEnded() {
            return stdinEnded;
        }

        public String size() {
            return size;
        }

        @Override
        public synchronized boolean stdin(byte[] bytes) {
            if (stdin.length() + bytes.length > MAX_PENDING_STDIN_BYTES) {
                return false;
            }
            stdin += new String(bytes, UTF_8);
            notifyAll();
            return true;
        }

        @Override
        public void endStdin() {
            stdinEnded = true;
        }

        @Override
        public void resize(int columns, int rows) {
            size = columns + "x" + rows;
        }

        @Override
        public void signal(int number) {
            ends(new RunOutcome.Signalled(number, USAGE));
        }

        @Override
        public void stop() {
            ends(new RunOutcome.Cancelled(USAGE));
        }

        @Override
        public RunOutcome await() throws InterruptedException {
            try {
                return outcome.get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public CompletableFuture<RunOutcome> outcome() {
            return outcome.copy();
        }
    }
}
