package dev.coderun.server.run;

import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunningProgram;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One run from its start to its outcome: where it stands, its log, and its input. Guarded by its [SessionRuns].
final class Run {
    /// Typed input that waits for the program's start.
    static final int MAX_EARLY_STDIN_BYTES = 1 << 20;

    private final RunMessages.Description description;
    private final RunLog log;
    private final RunSlots.Place place;

    private final ByteArrayOutputStream earlyStdin = new ByteArrayOutputStream();
    private RunStage stage;
    private boolean stdinOpen;
    private boolean stdinEndsAtStart;
    private boolean ending;
    private Optional<String> cutShortBecause = Optional.empty();
    private List<Diagnostic> diagnostics = List.of();
    private @Nullable RunningProgram program;
    private @Nullable RunOutcome outcome;

    Run(RunMessages.Description description, RunLog log, RunSlots.Place place, boolean stdinOpen) {
        this.description = description;
        this.log = log;
        this.place = place;
        this.stdinOpen = stdinOpen;
        this.stage = place.isGranted() ? RunStage.PREPARING : RunStage.QUEUED;
    }

    long id() {
        return description.run();
    }

    RunLog log() {
        return log;
    }

    RunSlots.Place place() {
        return place;
    }

    RunStage stage() {
        return stage;
    }

    void stage(RunStage reached) {
        stage = reached;
    }

    boolean isOver() {
        return outcome != null;
    }

    boolean isStartedBy(Watcher watcher) {
        return description.startedBy().id().equals(watcher.userId());
    }

    /// The frames that tell where it stands.
    List<byte[]> news() {
        var news = new ArrayList<byte[]>();
        news.add(RunMessages.stage(description, stage, stdinOpen));
        if (!diagnostics.isEmpty()) {
            news.add(diagnosticsFrame());
        }
        if (outcome != null) {
            news.add(doneFrame(outcome));
        }
        return news;
    }

    /// All that is known of the files by now.
    void diagnostics(List<Diagnostic> found) {
        diagnostics = found;
    }

    byte[] diagnosticsFrame() {
        return RunMessages.diagnostics(id(), diagnostics);
    }

    boolean isEnding() {
        return ending;
    }

    /// The program was started: it gets what was typed for it meanwhile.
    void started(RunningProgram started) {
        program = started;
        if (earlyStdin.size() > 0) {
            started.stdin(earlyStdin.toByteArray());
            earlyStdin.reset();
        }
        if (stdinEndsAtStart) {
            started.endStdin();
        }
        if (ending) {
            started.stop();
        }
    }

    /// Somebody asked for its end: the outcome will be cancelled, unless another comes first.
    void stop() {
        if (isOver()) {
            return;
        }
        ending = true;
        place.leaveQueue();
        if (program != null) {
            program.stop();
        }
    }

    /// The server cannot let it go on: that is no fault of the program's.
    void cutShort(String reason) {
        cutShortBecause = Optional.of(reason);
        stop();
    }

    /// What the run comes to when this was seen of its program.
    RunOutcome finish(RunOutcome seen) {
        RunOutcome result =
                seen instanceof RunOutcome.Cancelled(var usage) && cutShortBecause.isPresent()
                        ? new RunOutcome.SandboxFailed(cutShortBecause.get(), usage)
                        : seen;
        log.end();
        stdinOpen = false;
        earlyStdin.reset();
        outcome = result;
        return result;
    }

    byte[] doneFrame(RunOutcome result) {
        return RunMessages.done(id(), result, log.length());
    }

    /// Throws a [Refusal] if nobody reads these bytes any longer.
    void stdin(byte[] bytes) {
        if (isOver()) {
            throw stdinClosed("The program has ended and reads no more input.");
        }
        if (!stdinOpen) {
            throw stdinClosed("The program's input has ended already.");
        }
        if (bytes.length == 0) {
            endStdin();
        } else if (!takes(bytes)) {
            throw stdinClosed(
                    "The program does not read its input: this part was not handed over.");
        }
    }

    private void endStdin() {
        stdinOpen = false;
        stdinEndsAtStart = program == null;
        if (program != null) {
            program.endStdin();
        }
    }

    private boolean takes(byte[] bytes) {
        if (program != null) {
            return program.stdin(bytes);
        }
        if (earlyStdin.size() + bytes.length > MAX_EARLY_STDIN_BYTES) {
            return false;
        }
        earlyStdin.writeBytes(bytes);
        return true;
    }

    void resize(int columns, int rows) {
        if (program != null) {
            program.resize(columns, rows);
        }
    }

    private static Refusal stdinClosed(String sentence) {
        return new Refusal(RunError.STDIN_CLOSED, sentence);
    }
}
