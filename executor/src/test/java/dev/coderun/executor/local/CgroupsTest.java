package dev.coderun.executor.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.executor.Limits;
import dev.coderun.executor.agent.GuestBounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written to set a box's limits, in folders of either version: a machine has one version alone.
final class CgroupsTest {
    private static final Limits LIMITS =
            Limits.standard().withMemoryBytes(256L << 20).withProcesses(64);
    private static final String PROCESSES = String.valueOf(64 + GuestBounds.OWN_PROCESSES);

    @TempDir private Path root;

    private Cgroups cgroups;

    @BeforeEach
    void make() {
        cgroups = new Cgroups(root, "test");
    }

    @Test
    void version1HasAFolderForEachController() throws IOException {
        for (var controller : List.of("memory", "pids", "cpu", "cpuacct")) {
            Files.createDirectory(root.resolve(controller));
        }

        var group = cgroups.make(5, LIMITS, 8);

        assertThat(group.folders())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                root.resolve("memory/coderun-test-5"), "/sys/fs/cgroup/memory",
                                root.resolve("pids/coderun-test-5"), "/sys/fs/cgroup/pids",
                                root.resolve("cpu/coderun-test-5"), "/sys/fs/cgroup/cpu",
                                root.resolve("cpuacct/coderun-test-5"), "/sys/fs/cgroup/cpuacct"));
        assertThat(written("memory/coderun-test-5/memory.limit_in_bytes")).isEqualTo("268435456");
        assertThat(written("pids/coderun-test-5/pids.max")).isEqualTo(PROCESSES);
        assertThat(written("cpu/coderun-test-5/cpu.shares"))
                .isEqualTo(String.valueOf(GuestBounds.CPU_SHARES));
    }

    @Test
    void version2HasOneFolder() throws IOException {
        Files.writeString(root.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");

        var group = cgroups.make(5, LIMITS, 8);

        assertThat(group.folders())
                .isEqualTo(Map.of(root.resolve("coderun-test-5"), "/sys/fs/cgroup"));
        assertThat(written("cgroup.subtree_control")).isEqualTo("+memory +pids +cpu");
        assertThat(written("coderun-test-5/memory.max")).isEqualTo("268435456");
        assertThat(written("coderun-test-5/pids.max")).isEqualTo(PROCESSES);
        assertThat(written("coderun-test-5/cpu.max")).isEqualTo("200000 100000");
        assertThat(written("coderun-test-5/cpu.weight"))
                .isEqualTo(String.valueOf(Cgroups.weightOf(GuestBounds.CPU_SHARES)));
    }

    @Test
    void sharesBecomeWeights() {
        assertThat(List.of(Cgroups.weightOf(2), Cgroups.weightOf(1024), Cgroups.weightOf(262_144)))
                .containsExactly(1L, 39L, 10_000L);
    }

    @Test
    void withoutCgroupsNoBoxIsMade() {
        assertThatThrownBy(() -> cgroups.make(5, LIMITS, 8)).isInstanceOf(IOException.class);
    }

    private String written(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }
}
