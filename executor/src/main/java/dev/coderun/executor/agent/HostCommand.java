package dev.coderun.executor.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.SandboxFailed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The machine's own tools, called with argument lists, for making images.
public final class HostCommand {
    private static final long SHORT_TIMEOUT_SECONDS = 30;
    private static final int SHOWN_CHARACTERS = 400;

    private HostCommand() {}

    public static boolean exists(String name) {
        var path = System.getenv("PATH");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path == null ? "" : path)
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(name)));
    }

    /// Ends well or throws with the end of what it said.
    public static void run(List<String> command, long timeoutSeconds)
            throws IOException, InterruptedException {
        var log = Files.createTempFile("coderun-command", ".log");
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new SandboxFailed(
                        command.getFirst() + " took over " + timeoutSeconds + " s.");
            }
            if (process.exitValue() != 0) {
                throw new SandboxFailed(
                        command.getFirst() + " failed: " + end(Files.readString(log)));
            }
        } finally {
            Files.delete(log);
        }
    }

    /// What it prints; nothing if it is not there or fails.
    public static String output(String... command) throws IOException, InterruptedException {
        if (!exists(command[0])) {
            return "";
        }
        var process =
                new ProcessBuilder(Stream.of(command).toList())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor(SHORT_TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
                ? output
                : "";
    }

    private static String end(String text) {
        var stripped = text.strip();
        return stripped.substring(Math.max(0, stripped.length() - SHOWN_CHARACTERS));
    }
}
