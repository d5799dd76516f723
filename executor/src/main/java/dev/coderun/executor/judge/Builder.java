package dev.coderun.executor.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Effort;
import dev.coderun.executor.Limits;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.Stage;
import dev.coderun.executor.Toolchain;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Builds a program in a box of its own and takes what the build made out of it, as a tar file that this side never
/// opens.
final class Builder {
    /// What a build may make: no more than a box takes as one file.
    static final int MAX_ARCHIVE_BYTES = 8 << 20;

    /// The program itself is not run: the words that would run it are this shell's arguments.
    private static final List<String> PACK =
            List.of(
                    "/bin/sh",
                    "-c",
                    "exec /bin/tar -c -C " + Toolchain.BUILT_FOLDER + " .",
                    "pack");

    private static final Limits PACKING =
            new Limits(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    256L << 20,
                    MAX_ARCHIVE_BYTES,
                    JudgeLimits.PROCESSES);

    private final Sandbox sandbox;

    Builder(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /// A build's end: the archive is there if it succeeded.
    record Built(BuildReport report, BuiltProgram program) {}

    /// Throws [SandboxFailed] if the sandbox did not do its part, also when it was asked again.
    Built build(SourceProgram source) throws InterruptedException {
        if (!source.needsBuild()) {
            var nothing = new BuildReport(true, List.of(), "", Duration.ZERO);
            return new Built(nothing, new BuiltProgram(source, Optional.empty()));
        }
        for (int attempt = 1; ; attempt++) {
            try (var box = sandbox.open(source.language())) {
                box.setFiles(source.files());
                var capture = new Capture();
                long started = System.nanoTime();
                var outcome =
                        box.start(
                                        source.program(List.of()).launchedBy(PACK),
                                        RunInput.none(),
                                        PACKING,
                                        capture)
                                .await();
                if (outcome instanceof RunOutcome.SandboxFailed(String reason, _)) {
                    throw new SandboxFailed(reason);
                }
                return built(
                        source, outcome, capture, Duration.ofNanos(System.nanoTime() - started));
            } catch (SandboxFailed e) {
                Attempts.rethrowLast(attempt, e);
            }
        }
    }

    private static Built built(
            SourceProgram source, RunOutcome outcome, Capture capture, Duration wall) {
        var command =
                source.language().toolchain().at(Effort.FULL).build().orElseThrow().stream()
                        .map(word -> word.replace("{entry}", source.entry()))
                        .toList();
        boolean packed = outcome instanceof RunOutcome.Exited(int code, _) && code == 0;
        var said = new String(capture.stderr(), UTF_8);
        var messages = packed ? said : said + why(outcome, capture.stage());
        var report = new BuildReport(packed, command, head(messages), wall);
        return new Built(
                report,
                new BuiltProgram(
                        source, packed ? Optional.of(capture.stdout()) : Optional.empty()));
    }

    private static String head(String messages) {
        var bytes = messages.getBytes(UTF_8);
        return bytes.length <= BuildReport.MAX_MESSAGE_BYTES
                ? messages
                : new String(Arrays.copyOf(bytes, BuildReport.MAX_MESSAGE_BYTES), UTF_8);
    }

    private static String why(RunOutcome outcome, Stage stage) {
        return switch (outcome) {
            case RunOutcome.CompileFailed _ -> "";
            case RunOutcome.TimedOut(_, Duration limit, _) ->
                    "The compiler took longer than " + limit.toSeconds() + " seconds.\n";
            case RunOutcome.OutOfMemory _ -> "The compiler needs more memory than there is.\n";
            case RunOutcome.TooMuchOutput _ ->
                    stage == Stage.COMPILING
                            ? "The compiler says too much.\n"
                            : "What the compiler made is larger than "
                                    + (MAX_ARCHIVE_BYTES >> 20)
                                    + " MiB.\n";
            case RunOutcome.Exited _,
                    RunOutcome.Signalled _,
                    RunOutcome.TooManyProcesses _,
                    RunOutcome.Cancelled _,
                    RunOutcome.SandboxFailed _ ->
                    "The compiler did not end as it should.\n";
        };
    }
}
