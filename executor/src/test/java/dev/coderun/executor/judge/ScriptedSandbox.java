package dev.coderun.executor.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Box;
import dev.coderun.executor.BoxUse;
import dev.coderun.executor.Channel;
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
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.Toolchain;
import dev.coderun.executor.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A sandbox without guests: each program does what a test's script says, at its start. Used by one thread.
final class ScriptedSandbox implements Sandbox {
    static final Usage USAGE = new Usage(Duration.ofMillis(20), Duration.ofMillis(10), 1 << 20);
    static final RunOutcome GOOD = new RunOutcome.Exited(0, USAGE);

    private final Consumer<Started> script;
    private final List<BoxUse> opened = new ArrayList<>();

    ScriptedSandbox(Consumer<Started> script) {
        this.script = script;
    }

    /// A language without a compiler.
    static Language interpreted() {
        return language("script", Optional.empty());
    }

    static Language compiled() {
        return language("compiled", Optional.of(List.of("/bin/compile", "{entry}")));
    }

    private static Language language(String id, Optional<List<String>> build) {
        return new Language(
                id,
                id,
                "1",
                "main",
                Map.of("main", ""),
                "text",
                new Toolchain(build, List.of("/bin/run"), List.of(), Map.of()),
                List.of(),
                Path.of("/"));
    }

    static SourceProgram source(Language language, String text) {
        return new SourceProgram(language, "main", Map.of("main", text.getBytes(UTF_8)));
    }

    /// What every box so far was opened for.
    List<BoxUse> opened() {
        return opened;
    }

    @Override
    public SandboxState state() {
        return new SandboxState.Ready("scripted");
    }

    @Override
    public String kind() {
        return "scripted";
    }

    @Override
    public List<String> notGuaranteed() {
        return List.of();
    }

    @Override
    public LanguageCatalog languages() {
        return new LanguageCatalog(List.of(interpreted(), compiled()));
    }

    @Override
    public LanguageState languageState(Language language) {
        return new LanguageState.Ready();
    }

    @Override
    public Box open(Language language, BoxUse use) {
        opened.add(use);
        return new ScriptedBox();
    }

    @Override
    public void close() {}

    private final class ScriptedBox implements Box {
        @Override
        public void setFiles(Map<String, byte[]> files) {}

        @Override
        public RunningProgram start(
                Program program, RunInput input, Limits limits, OutputSink sink) {
            var started = new Started(program, limits, sink);
            script.accept(started);
            return started;
        }

        @Override
        public RunningProgram build(Program program, OutputSink sink) {
            return start(program, RunInput.none(), Limits.standard(), sink);
        }

        @Override
        public boolean reusable() {
            return true;
        }

        @Override
        public void close() {}
    }

    /// A program under way.
    static final class Started implements RunningProgram {
        private final Program program;
        private final Limits limits;
        private final OutputSink sink;
        private final CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();
        private Runnable atEndOfInput = () -> {};

        Started(Program program, Limits limits, OutputSink sink) {
            this.program = program;
            this.limits = limits;
            this.sink = sink;
        }

        /// Builds and validators are started by a shell, submissions are not.
        boolean isSubmission() {
            return program.launcher().isEmpty();
        }

        Limits limits() {
            return limits;
        }

        OutputSink sink() {
            return sink;
        }

        void prints(String text) {
            sink.output(Channel.STDOUT, text.getBytes(UTF_8));
        }

        void complains(String text) {
            sink.output(Channel.STDERR, text.getBytes(UTF_8));
        }

        void ends(RunOutcome end) {
            outcome.complete(end);
        }

        void atEndOfInput(Runnable action) {
            atEndOfInput = action;
        }

        @Override
        public boolean stdin(byte[] bytes) {
            return true;
        }

        @Override
        public void endStdin() {
            atEndOfInput.run();
        }

        @Override
        public void resize(int columns, int rows) {}

        @Override
        public void signal(int number) {
            ends(new RunOutcome.Signalled(number, USAGE));
        }

        @Override
        public void stop() {
            ends(new RunOutcome.Cancelled(USAGE));
        }

        @Override
        public RunOutcome await() {
            return outcome.join();
        }

        @Override
        public CompletableFuture<RunOutcome> outcome() {
            return outcome.copy();
        }
    }
}
