package dev.coderun.executor.local;

import dev.coderun.executor.agent.GuestBounds;
import dev.coderun.executor.agent.ProgramUids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The command line of `launch`, which says everything that a box has of the machine.
final class LaunchCommand {
    /// What programs of the machine need to start, where it exists.
    private static final List<String> SHOWN =
            List.of("/usr", "/etc/alternatives", "/etc/ld.so.cache", "/etc/localtime");

    /// Links into `/usr` on most machines, folders on some.
    private static final List<String> SHOWN_OR_LINKED = List.of("/bin", "/sbin", "/lib", "/lib64");

    private LaunchCommand() {}

    static List<String> of(
            Path binaries,
            Path root,
            Cgroups.Group group,
            Path languageFolder,
            Set<Path> toolFolders,
            ProgramUids.Range uids)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(binaries.resolve("launch").toString());
        command.addAll(List.of("-r", root.toString()));
        group.folders()
                .forEach((folder, shown) -> command.addAll(List.of("-g", folder + "=" + shown)));
        for (var path : SHOWN) {
            if (Files.exists(Path.of(path))) {
                command.addAll(List.of("-b", path + "=" + path));
            }
        }
        for (var path : SHOWN_OR_LINKED) {
            if (Files.isSymbolicLink(Path.of(path))) {
                command.addAll(List.of("-l", path + "=" + Files.readSymbolicLink(Path.of(path))));
            } else if (Files.exists(Path.of(path))) {
                command.addAll(List.of("-b", path + "=" + path));
            }
        }
        toolFolders.forEach(folder -> command.addAll(List.of("-b", folder + "=" + folder)));
        command.addAll(List.of("-b", languageFolder.toRealPath() + "=/opt/coderun"));
        command.addAll(List.of("-b", binaries.resolve("agent") + "=/agent"));
        command.addAll(List.of("-t", "/work=exec," + GuestBounds.work()));
        command.addAll(List.of("-t", "/tmp=" + GuestBounds.tmp()));
        command.addAll(List.of("-t", "/dev/shm=" + GuestBounds.sharedMemory()));
        command.addAll(List.of("--", "/agent", String.valueOf(uids.first())));
        return command;
    }
}
