package dev.coderun.server.piston;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.coderun.executor.Box;
import dev.coderun.executor.Channel;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunningProgram;
import dev.coderun.executor.Stage;
import dev.coderun.server.piston.StageResult.Cut;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One request in its box: compiled if its language is, then run. Guarded by this.
final class PistonExecution implements OutputSink {
    static final String COMPILE = "compile";
    static final String RUN = "run";

    private final PistonRequest request;
    private final PistonListener listener;

    private final StageOutput compileText;
    private final StageOutput runText;
    private boolean compiling;
    private boolean compiled;
    private Optional<Cut> cut = Optional.empty();
    private @Nullable RunningProgram program;

    /// @param outputBytes of stdout and of stderr each that are kept for the answer; what goes beyond ends the stage
    PistonExecution(PistonRequest request, OptionalInt outputBytes, PistonListener listener) {
        this.request = request;
        this.listener = listener;
        this.compileText = new StageOutput(outputBytes);
        this.runText = new StageOutput(outputBytes);
    }

    /// What came of both stages; `compile` is there if there was such a stage.
    record Result(Optional<StageResult> compile, StageResult run) {}

    Result carryOut(Box box, RunInput input) throws InterruptedException {
        box.setFiles(request.files());
        var started = box.start(request.program(), input, request.limits(), this);
        synchronized (this) {
            program = started;
            if (cut.isPresent()) {
                started.stop();
            }
        }
        listener.started(started);
        return result(started.await());
    }

    @Override
    public synchronized void stage(Stage stage) {
        switch (stage) {
            case COMPILING -> {
                compiling = true;
                listener.stage(COMPILE);
                CompletableFuture.delayedExecutor(
                                request.compileTimeout().toMillis(),
                                MILLISECONDS,
                                Thread::startVirtualThread)
                        .execute(this::compileTimeIsUp);
            }
            case RUNNING -> {
                if (compiling) {
                    compiling = false;
                    compiled = true;
                    compileText.end();
                    listener.exit(COMPILE, StageResult.passed(compileText));
                }
                listener.stage(RUN);
            }
        }
    }

    @Override
    public synchronized void output(Channel channel, byte[] bytes) {
        if (cut.isPresent()) {
            return;
        }
        listener.output(channel, bytes);
        if (!(compiling ? compileText : runText).add(channel, bytes)) {
            cut(channel == Channel.STDERR ? Cut.STDERR_TOO_LONG : Cut.STDOUT_TOO_LONG);
        }
    }

    private synchronized void compileTimeIsUp() {
        if (compiling && cut.isEmpty()) {
            cut(Cut.COMPILE_TIMEOUT);
        }
    }

    private void cut(Cut reason) {
        cut = Optional.of(reason);
        if (program != null) {
            program.stop();
        }
    }

    /// When the compile stage fails, the run's result is the same again, as clients of Piston expect.
    private synchronized Result result(RunOutcome outcome) {
        var last = compiling ? compileText : runText;
        last.end();
        var result =
                cut.map(reason -> StageResult.cut(last, reason, outcome.usage()))
                        .orElseGet(() -> StageResult.of(last, outcome));
        var stage = compiling ? COMPILE : RUN;
        compiling = false;
        listener.exit(stage, result);
        if (stage.equals(COMPILE)) {
            return new Result(Optional.of(result), result);
        }
        return new Result(
                compiled ? Optional.of(StageResult.passed(compileText)) : Optional.empty(), result);
    }
}
