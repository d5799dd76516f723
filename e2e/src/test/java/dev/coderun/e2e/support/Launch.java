package dev.coderun.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One run of `./coderun`: a process without a terminal, and what it says.
public final class Launch implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(30);

    /// A server of a test lives too briefly for the second compiler to pay.
    private static final Map<String, String> JVM =
            Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");

    private final Process process;
    private final Path output;
    private final Path messages;

    private Launch(Process process, Path output, Path messages) {
        this.process = process;
        this.output = output;
        this.messages = messages;
    }

    public static Launch of(Map<String, String> environment, String... arguments) {
        var all = new HashMap<>(JVM);
        all.putAll(environment);
        return of(Project.ROOT.resolve("coderun"), all, arguments);
    }

    /// Of another clone's, or of another script.
    static Launch of(Path script, Map<String, String> environment, String... arguments) {
        try {
            var output = Files.createTempFile("coderun-out-", ".txt");
            var messages = Files.createTempFile("coderun-err-", ".txt");
            // Whatever started the tests may have told its children not to mind a Ctrl-C.
            var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
            command.add(script.toString());
            command.addAll(List.of(arguments));
            var builder =
                    new ProcessBuilder(command)
                            .redirectInput(new java.io.File("/dev/null"))
                            .redirectOutput(output.toFile())
                            .redirectError(messages.toFile());
            builder.environment().putAll(environment);
            return new Launch(builder.start(), output, messages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What it wrote to standard output so far.
    public String output() {
        return read(output);
    }

    /// What it wrote to standard error so far.
    public String messages() {
        return read(messages);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Everything that it started and that is still there.
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    public int exitCode() {
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("It has not ended within " + END + ":\n" + messages());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for the end.", e);
        }
    }

    /// SIGTERM.
    public void terminate() {
        process.destroy();
    }

    /// Ctrl-C: SIGINT, to all that it has started as well, as a terminal sends it.
    public void interrupt() {
        var command = new ArrayList<>(List.of("kill", "-INT", Long.toString(process.pid())));
        process.descendants().forEach(each -> command.add(Long.toString(each.pid())));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while interrupting.", e);
        }
    }

    /// SIGKILL, at whatever moment this is.
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    @Override
    public void close() {
        process.destroy();
        exitCode();
        Project.remove(output);
        Project.remove(messages);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
