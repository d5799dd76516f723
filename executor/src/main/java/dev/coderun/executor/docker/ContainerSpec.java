package dev.coderun.executor.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Ulimit;
import dev.coderun.executor.Limits;
import dev.coderun.executor.agent.GuestBounds;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every setting that keeps a box a box; each is asserted by a test, and tried by a hostile program.
final class ContainerSpec {
    static final String OWNER_LABEL = "dev.coderun.owner";
    static final String LANGUAGE_LABEL = "dev.coderun.language";

    private ContainerSpec() {}

    /// What the engine is told about a box with these limits, on a machine with so many CPUs.
    static HostConfig hostConfig(Limits limits, int cpus, Optional<String> runtime) {
        var config = hostConfig(limits, cpus);
        runtime.ifPresent(config::withRuntime);
        if (hasItsOwnKernel(runtime)) {
            long memory = limits.memoryBytes() + GuestBounds.kernelBytes(limits.processes());
            config.withMemory(memory)
                    .withMemorySwap(memory)
                    .withPidsLimit(GuestBounds.kernelThreads(limits.processes()));
        }
        return config;
    }

    /// Whether boxes have gVisor for their kernel, by any of the names that it is registered under (`runsc`, `runsc-kvm`). It
    /// counts as a part of the container, and shows boxes no cgroup.
    static boolean hasItsOwnKernel(Optional<String> runtime) {
        return runtime.filter(name -> name.startsWith("runsc")).isPresent();
    }

    private static HostConfig hostConfig(Limits limits, int cpus) {
        return new HostConfig()
                // What root in the box may do: take the uid of a program, and end its processes.
                // Nothing else.
                .withCapDrop(Capability.ALL)
                .withCapAdd(Capability.SETUID, Capability.SETGID, Capability.KILL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withPrivileged(false)
                // What can be written, how much of it, and what it costs: memory alone.
                .withReadonlyRootfs(true)
                .withTmpFs(
                        Map.of(
                                "/work", // "exec", since Docker's own default stops compiled
                                // programs.
                                "rw,exec,nosuid,nodev,uid=0,gid=0," + GuestBounds.work(),
                                "/tmp",
                                "rw,noexec,nosuid,nodev," + GuestBounds.tmp(),
                                "/dev/shm",
                                "rw,noexec,nosuid,nodev," + GuestBounds.sharedMemory(),
                                "/dev/mqueue", // Docker's own keeps queues for the next run.
                                "ro,noexec,nosuid,nodev,size=4k,nr_inodes=1"))
                // How much of the machine.
                .withMemory(limits.memoryBytes())
                .withMemorySwap(limits.memoryBytes())
                .withPidsLimit((long) limits.processes() + GuestBounds.OWN_PROCESSES)
                .withNanoCPUs((long) Math.min(cpus, GuestBounds.MAX_CPUS) * 1_000_000_000L)
                .withCpuShares(GuestBounds.CPU_SHARES)
                .withUlimits(
                        new Ulimit[] {
                            new Ulimit(
                                    "nofile",
                                    (long) GuestBounds.OPEN_FILES,
                                    (long) GuestBounds.OPEN_FILES),
                            new Ulimit(
                                    "fsize",
                                    (long) GuestBounds.WORK_MEGABYTES << 20,
                                    (long) GuestBounds.WORK_MEGABYTES << 20),
                            new Ulimit("core", 0L, 0L)
                        })
                // What it can reach: nothing.
                .withNetworkMode("none")
                // Private, and without Docker's own /dev/shm, which has no bound on its number of
                // files.
                .withIpcMode("none")
                // A log on the host would grow with the program's output.
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
                .withAutoRemove(true);
    }

    static Map<String, String> labels(String owner, String language) {
        return Map.of(OWNER_LABEL, owner, LANGUAGE_LABEL, language);
    }
}
