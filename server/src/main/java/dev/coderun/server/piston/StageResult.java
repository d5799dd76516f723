package dev.coderun.server.piston;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunOutcome.Cancelled;
import dev.coderun.executor.RunOutcome.CompileFailed;
import dev.coderun.executor.RunOutcome.Exited;
import dev.coderun.executor.RunOutcome.OutOfMemory;
import dev.coderun.executor.RunOutcome.SandboxFailed;
import dev.coderun.executor.RunOutcome.Signalled;
import dev.coderun.executor.RunOutcome.TimedOut;
import dev.coderun.executor.RunOutcome.TooManyProcesses;
import dev.coderun.executor.RunOutcome.TooMuchOutput;
import dev.coderun.executor.Usage;
import dev.coderun.server.run.Signals;
import org.jspecify.annotations.Nullable;

/// How a compiler or a program ended, in Piston's words. `code` and `signal` are there even when they are null.
@JsonInclude(JsonInclude.Include.ALWAYS)
record StageResult(
        String stdout,
        String stderr,
        String output,
        @Nullable Integer code,
        @Nullable String signal,
        @Nullable String message,
        @Nullable String status,
        @JsonProperty("cpu_time") @Nullable Long cpuTime,
        @JsonProperty("wall_time") @Nullable Long wallTime,
        @Nullable Long memory) {

    private static final String KILL = "SIGKILL";

    /// Why a stage was ended by us, in place of what the sandbox saw of it.
    enum Cut {
        STDOUT_TOO_LONG("OL", "stdout length exceeded"),
        STDERR_TOO_LONG("EL", "stderr length exceeded"),
        COMPILE_TIMEOUT("TO", "Time limit exceeded (wall clock)");

        private final String status;
        private final String message;

        Cut(String status, String message) {
            this.status = status;
            this.message = message;
        }
    }

    /// A stage that ended well before the one whose outcome is known.
    static StageResult passed(StageOutput text) {
        return new StageResult(
                text.stdout(),
                text.stderr(),
                text.combined(),
                0,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static StageResult cut(StageOutput text, Cut cut, Usage usage) {
        return ended(text, usage, null, KILL, cut.message, cut.status);
    }

    static StageResult of(StageOutput text, RunOutcome outcome) {
        var usage = outcome.usage();
        return switch (outcome) {
            case Exited(int code, _) -> exited(text, usage, code);
            case CompileFailed(int code, _) -> exited(text, usage, code);
            case Signalled(int signal, _) ->
                    ended(
                            text,
                            usage,
                            null,
                            Signals.name(signal),
                            "Caught fatal signal " + signal,
                            "SG");
            case TimedOut(var clock, _, _) ->
                    ended(
                            text,
                            usage,
                            null,
                            KILL,
                            switch (clock) {
                                case WALL -> "Time limit exceeded (wall clock)";
                                case CPU -> "Time limit exceeded";
                            },
                            "TO");
            case OutOfMemory _ -> ended(text, usage, null, KILL, "Memory limit exceeded", "SG");
            case TooMuchOutput _ ->
                    ended(text, usage, null, KILL, Cut.STDOUT_TOO_LONG.message, "OL");
            case TooManyProcesses _ ->
                    ended(text, usage, null, KILL, "Process limit exceeded", "SG");
            case Cancelled _ -> ended(text, usage, null, KILL, "Ended on request", "SG");
            case SandboxFailed(var reason, _) -> ended(text, usage, null, null, reason, "XX");
        };
    }

    private static StageResult exited(StageOutput text, Usage usage, int code) {
        return code == 0
                ? ended(text, usage, 0, null, null, null)
                : ended(text, usage, code, null, "Exited with error status " + code, "RE");
    }

    private static StageResult ended(
            StageOutput text,
            Usage usage,
            @Nullable Integer code,
            @Nullable String signal,
            @Nullable String message,
            @Nullable String status) {
        return new StageResult(
                text.stdout(),
                text.stderr(),
                text.combined(),
                code,
                signal,
                message,
                status,
                usage.cpu().toMillis(),
                usage.wall().toMillis(),
                usage.peakMemoryBytes());
    }
}
