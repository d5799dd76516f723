package dev.coderun.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.agent.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the agent reads from either version of cgroups, in a folder with files as kernels write them: a machine has one
/// version alone. Needs a C compiler.
final class AgentMetersIT {
    private static final long TIMEOUT_SECONDS = 60;
    private static final String READ =
            """
            metered
            cpu 412345 us
            memory 20971520
            oom kills 2
            refused forks 3
            processes 7
            """;

    @TempDir private Path folder;

    @Test
    void version1() throws Exception {
        write(
                Map.of(
                        "cpuacct/cpuacct.usage",
                        "412345678\n",
                        "memory/memory.usage_in_bytes",
                        "33554432\n",
                        "memory/memory.stat",
                        """
                        cache 12582912
                        rss 20971520
                        inactive_file 1
                        active_file 1
                        hierarchical_memory_limit 268435456
                        total_cache 12582912
                        total_rss 20971520
                        total_inactive_anon 0
                        total_active_anon 20971520
                        total_inactive_file 8388608
                        total_active_file 4194304
                        """,
                        "memory/memory.oom_control",
                        "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n",
                        "pids/pids.events",
                        "max 3\n",
                        "pids/pids.current",
                        "7\n"));

        assertThat(printed()).isEqualTo(READ);
    }

    @Test
    void version2() throws Exception {
        write(
                Map.of(
                        "cgroup.controllers",
                        "cpu memory pids\n",
                        "cpu.stat",
                        """
                        usage_usec 412345
                        user_usec 400000
                        system_usec 12345
                        nr_periods 9
                        nr_throttled 1
                        throttled_usec 5000
                        """,
                        "memory.current",
                        "33554432\n",
                        "memory.stat",
                        """
                        anon 20971520
                        file 12582912
                        kernel 1048576
                        inactive_anon 20971520
                        active_anon 0
                        inactive_file 8388608
                        active_file 4194304
                        unevictable 0
                        """,
                        "memory.events",
                        "low 0\nhigh 0\nmax 40\noom 5\noom_kill 2\noom_group_kill 1\n",
                        "pids.events",
                        "max 3\n",
                        "pids.current",
                        "7\n"));

        assertThat(printed()).isEqualTo(READ);
    }

    @Test
    void aCgroupThatTellsTooLittleIsNotUsed() throws Exception {
        write(Map.of("cgroup.controllers", "pids\n", "pids.current", "7\n"));

        assertThat(printed()).startsWith("summed up\n").doesNotContain("processes 7\n");
    }

    private void write(Map<String, String> files) throws IOException {
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private String printed() throws IOException, InterruptedException {
        return HostCommand.output(compiled().toString());
    }

    private Path compiled() throws IOException, InterruptedException {
        var program = folder.resolve("meters");
        HostCommand.run(
                List.of(
                        "cc",
                        "-std=c17",
                        "-D_GNU_SOURCE",
                        "-DCGROUP=\"" + folder + "\"",
                        "-Iagent",
                        "-o",
                        program.toString(),
                        "agent/meter.c",
                        "agent/cgroup.c",
                        "agent/census.c",
                        "src/test/resources/agent/meters.c"),
                TIMEOUT_SECONDS);
        return program;
    }
}
