package dev.coderun.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Ulimit;
import dev.coderun.executor.Limits;
import dev.coderun.executor.agent.GuestBounds;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ContainerSpecTest {
    private final HostConfig config =
            ContainerSpec.hostConfig(
                    Limits.standard().withMemoryBytes(256 << 20).withProcesses(64),
                    8,
                    Optional.empty());

    @Test
    void rootInTheBoxMayChangeUidsAndKillAndNothingElse() {
        assertThat(config.getCapDrop()).containsExactly(Capability.ALL);
        assertThat(config.getCapAdd())
                .containsExactly(Capability.SETUID, Capability.SETGID, Capability.KILL);
        assertThat(config.getSecurityOpts()).containsExactly("no-new-privileges");
        assertThat(config.getPrivileged()).isFalse();
    }

    @Test
    void nothingOfTheHostIsInTheBox() {
        assertThat(config.getBinds()).isEmpty();
        assertThat(config.getMounts()).isNull();
        assertThat(config.getDevices()).isNull();
        assertThat(config.getNetworkMode()).isEqualTo("none");
        assertThat(config.getIpcMode()).isEqualTo("none");
        assertThat(config.getPidMode()).isNull();
    }

    @Test
    void whatCanBeWrittenIsBoundedBySizeAndByNumberOfFiles() {
        assertThat(config.getReadonlyRootfs()).isTrue();
        assertThat(config.getTmpFs())
                .containsOnlyKeys("/work", "/tmp", "/dev/shm", "/dev/mqueue")
                .allSatisfy(
                        (_, options) ->
                                assertThat(options)
                                        .contains("nosuid,nodev", "size=", "nr_inodes="));
        assertThat(config.getTmpFs())
                .hasEntrySatisfying(
                        "/work", it -> assertThat(it).contains("rw,exec", "uid=0", "mode=0755"))
                .hasEntrySatisfying("/tmp", it -> assertThat(it).contains("noexec"))
                .hasEntrySatisfying("/dev/shm", it -> assertThat(it).contains("noexec"))
                .hasEntrySatisfying("/dev/mqueue", it -> assertThat(it).startsWith("ro,"));
    }

    @Test
    void theMachineIsShared() {
        assertThat(config.getMemory()).isEqualTo(256L << 20);
        assertThat(config.getMemorySwap()).isEqualTo(config.getMemory());
        assertThat(config.getPidsLimit()).isEqualTo(64 + GuestBounds.OWN_PROCESSES);
        assertThat(config.getNanoCPUs()).isEqualTo(2_000_000_000L);
        assertThat(config.getUlimits())
                .containsExactlyInAnyOrder(
                        new Ulimit("nofile", 1024L, 1024L),
                        new Ulimit("fsize", 128L << 20, 128L << 20),
                        new Ulimit("core", 0L, 0L));
    }

    @Test
    void aMachineWithOneCpuIsNotAskedForTwo() {
        assertThat(ContainerSpec.hostConfig(Limits.standard(), 1, Optional.empty()).getNanoCPUs())
                .isEqualTo(1_000_000_000L);
    }

    @Test
    void anotherRuntimeIsUsedIfItIsAskedFor() {
        assertThat(config.getRuntime()).isNull();
        assertThat(
                        ContainerSpec.hostConfig(Limits.standard(), 1, Optional.of("runsc"))
                                .getRuntime())
                .isEqualTo("runsc");
    }

    /// It would end at the kernel's limit, and the program with it, before the agent could say why.
    @Test
    void aKernelOfTheBoxsOwnHasRoomBesideItsPrograms() {
        var limits = Limits.standard().withMemoryBytes(256 << 20).withProcesses(64);
        var own = ContainerSpec.hostConfig(limits, 8, Optional.of("runsc-kvm"));

        assertThat(own.getMemory()).isEqualTo((256L + 64 + 4 * 64) << 20);
        assertThat(own.getMemorySwap()).isEqualTo(own.getMemory());
        assertThat(own.getPidsLimit()).isEqualTo(8 * (64 + GuestBounds.OWN_PROCESSES));
        assertThat(ContainerSpec.hostConfig(limits, 8, Optional.of("crun")).getMemory())
                .isEqualTo(256L << 20);
    }

    @Test
    void nothingStaysOnTheHost() {
        assertThat(config.getLogConfig().getType()).isEqualTo(LogConfig.LoggingType.NONE);
        assertThat(config.getAutoRemove()).isTrue();
    }
}
