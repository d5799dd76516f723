package dev.coderun.executor.local;

import dev.coderun.executor.Limits;
import dev.coderun.executor.agent.GuestBounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Makes and removes the cgroups of boxes, version 1 or 2, and sets their limits.
final class Cgroups {
    private static final Logger LOG = Logger.getLogger(Cgroups.class.getName());
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final List<String> VERSION_1 = List.of("memory", "pids", "cpu", "cpuacct");
    private static final long PERIOD_MICROS = 100_000;
    private static final int REMOVAL_ATTEMPTS = 100;
    private static final long REMOVAL_PAUSE_MILLIS = 20;

    private final Path root;
    private final String prefix;

    Cgroups(String owner) {
        this(ROOT, owner);
    }

    /// @param root where the kernel shows cgroups; boxes see theirs at the usual place
    Cgroups(Path root, String owner) {
        this.root = root;
        prefix = "coderun-" + owner + "-";
    }

    /// The folders of one box's cgroups, each with the path at which the box sees it.
    record Group(Map<Path, String> folders) {}

    private boolean isVersion2() {
        return Files.exists(root.resolve("cgroup.controllers"));
    }

    Group make(int box, Limits limits, int cpus) throws IOException {
        var quota = PERIOD_MICROS * Math.min(cpus, GuestBounds.MAX_CPUS);
        var processes = String.valueOf(limits.processes() + GuestBounds.OWN_PROCESSES);
        var memory = String.valueOf(limits.memoryBytes());
        var folders = new LinkedHashMap<Path, String>();
        if (isVersion2()) {
            write(root.resolve("cgroup.subtree_control"), "+memory +pids +cpu");
            var folder = Files.createDirectory(root.resolve(prefix + box));
            folders.put(folder, ROOT.toString());
            write(folder.resolve("memory.max"), memory);
            writeIfThere(folder.resolve("memory.swap.max"), "0");
            write(folder.resolve("pids.max"), processes);
            write(folder.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
            write(folder.resolve("cpu.weight"), String.valueOf(weightOf(GuestBounds.CPU_SHARES)));
            return new Group(folders);
        }
        for (var controller : VERSION_1) {
            var folder = Files.createDirectory(folder(controller, box));
            folders.put(folder, ROOT.resolve(controller).toString());
        }
        write(folder("memory", box).resolve("memory.limit_in_bytes"), memory);
        writeIfThere(folder("memory", box).resolve("memory.memsw.limit_in_bytes"), memory);
        write(folder("pids", box).resolve("pids.max"), processes);
        write(folder("cpu", box).resolve("cpu.shares"), String.valueOf(GuestBounds.CPU_SHARES));
        writeIfThere(folder("cpu", box).resolve("cpu.cfs_quota_us"), String.valueOf(quota));
        return new Group(folders);
    }

    /// Version 2's word for version 1's shares, as container engines translate it: 2 to 262,144 become 1 to 10,000.
    static long weightOf(int shares) {
        return 1 + (shares - 2) * 9_999L / 262_142;
    }

    private Path folder(String controller, int box) {
        return root.resolve(controller).resolve(prefix + box);
    }

    private static void write(Path file, String value) throws IOException {
        Files.writeString(file, value);
    }

    private static void writeIfThere(Path file, String value) throws IOException {
        if (Files.exists(file)) {
            write(file, value);
        }
    }

    /// The kernel keeps a cgroup until its last process is gone, which may take a moment.
    void remove(Group group) throws InterruptedException {
        for (var folder : group.folders().keySet()) {
            boolean removed = false;
            for (int i = 0; i < REMOVAL_ATTEMPTS && !removed; i++) {
                removed = folder.toFile().delete() || !Files.exists(folder);
                if (!removed) {
                    Thread.sleep(REMOVAL_PAUSE_MILLIS);
                }
            }
            if (!removed) {
                LOG.log(Level.WARNING, "The cgroup {0} is left until the next start", folder);
            }
        }
    }

    /// Those of a server with the same data folder that was killed. Their processes ended with it.
    void removeLeftovers() throws IOException, InterruptedException {
        for (var parent :
                isVersion2() ? List.of(root) : VERSION_1.stream().map(root::resolve).toList()) {
            if (Files.isDirectory(parent)) {
                try (var folders = Files.newDirectoryStream(parent, prefix + "*")) {
                    for (var folder : folders) {
                        remove(new Group(Map.of(folder, "")));
                    }
                }
            }
        }
    }
}
