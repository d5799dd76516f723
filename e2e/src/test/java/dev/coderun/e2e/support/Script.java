package dev.coderun.e2e.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A script of Node.js that measures a server of its own, and prints what it found as JSON.
public final class Script {
    private Script() {}

    public static JsonNode found(Duration patience, String script, String... arguments) {
        var command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command)
                        .directory(Project.ROOT.resolve("e2e/bench").toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CODERUN_ROOT", Project.ROOT.toString());
        try {
            var process = builder.start();
            try (var output = process.inputReader()) {
                var text = output.readAllAsString();
                if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)
                        || process.exitValue() != 0) {
                    throw new AssertionError(script + " failed: " + text);
                }
                return Api.JSON.readTree(text);
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while " + script + " ran.", e);
        }
    }
}
