package dev.coderun.executor.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The agent, compiled with sanitizers, in namespaces of this machine and with cgroups that are files of ours: whoever tries
/// it speaks to it directly. Needs root and a C compiler.
final class TriedAgent implements AutoCloseable {
    private static final long COMPILE_SECONDS = 120;
    private static final long END_SECONDS = 60;

    private final Process process;

    private TriedAgent(Process process) {
        this.process = process;
    }

    /// Compiles it, once for all that is tried in the folder.
    static void compile(Path folder) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of("cc", "-std=c17", "-D_GNU_SOURCE", "-O1", "-g", "-Iagent"));
        command.addAll(List.of("-fsanitize=address,undefined", "-fno-sanitize-recover=all"));
        command.addAll(List.of("-o", folder.resolve("agent").toString()));
        try (var sources = Files.list(Path.of("agent"))) {
            sources.map(Path::toString)
                    .filter(name -> name.endsWith(".c") && !name.endsWith("launch.c"))
                    .forEach(command::add);
        }
        command.add("src/test/resources/agent/sanitizers.c");
        HostCommand.run(command, COMPILE_SECONDS);
        var launch = folder.resolve("launch").toString();
        HostCommand.run(List.of("make", "-C", "agent", "OUT=" + folder, launch), COMPILE_SECONDS);
        Files.createDirectories(folder.resolve("root"));
        writeMeters(Files.createDirectories(folder.resolve("cgroup")));
    }

    private static void writeMeters(Path folder) throws IOException {
        Files.writeString(folder.resolve("cgroup.controllers"), "cpu memory pids\n");
        Files.writeString(folder.resolve("cpu.stat"), "usage_usec 0\n");
        Files.writeString(folder.resolve("memory.events"), "oom_kill 0\n");
        Files.writeString(folder.resolve("pids.current"), "1\n");
    }

    /// One that has just begun; its first word is yet to be read.
    static TriedAgent start(Path folder) throws IOException {
        return start(folder, true);
    }

    /// One that is shown its cgroup, or none.
    static TriedAgent start(Path folder, boolean metered) throws IOException {
        // An engine may ignore signals. Without setarch the sanitizer's memory may be where the
        // kernel has put something
        // else.
        var command = new ArrayList<>(List.of("env", "--ignore-signal=USR1", "setarch", "-R"));
        command.add(folder.resolve("launch").toString());
        command.addAll(List.of("-r", folder.resolve("root").toString()));
        for (var path : List.of("/usr", "/bin", "/lib", "/lib64")) {
            if (Files.isSymbolicLink(Path.of(path))) {
                command.addAll(List.of("-l", path + "=" + Files.readSymbolicLink(Path.of(path))));
            } else if (Files.exists(Path.of(path))) {
                command.addAll(List.of("-b", path + "=" + path));
            }
        }
        command.addAll(List.of("-b", folder.resolve("agent") + "=/agent"));
        if (metered) {
            command.addAll(List.of("-b", folder.resolve("cgroup") + "=/sys/fs/cgroup"));
        }
        command.addAll(List.of("-t", "/work=exec," + GuestBounds.work()));
        command.addAll(List.of("-t", "/tmp=" + GuestBounds.tmp()));
        command.addAll(List.of("-t", "/dev/shm=" + GuestBounds.sharedMemory()));
        command.addAll(List.of("--", "/agent", String.valueOf(ProgramUids.DEFAULT_FIRST)));
        return new TriedAgent(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    OutputStream in() {
        return process.getOutputStream();
    }

    InputStream out() {
        return process.getInputStream();
    }

    /// The program that it runs, as this machine counts processes.
    long program() {
        var agent = process.children();
        return agent.flatMap(ProcessHandle::children).findFirst().orElseThrow().pid();
    }

    /// Its exit code, once it has ended: 0 when its host went, 1 when the host did not keep to the protocol.
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The agent does not end.");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
