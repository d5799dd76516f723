package dev.coderun.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.agent.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What root itself cannot change of the machine from within a box, with a shell in the agent's place. Needs root and a C
/// compiler.
final class LaunchIT {
    private static final long TIMEOUT_SECONDS = 120;

    @TempDir private static Path folder;

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        HostCommand.run(
                List.of(
                        "make",
                        "-C",
                        "agent",
                        "OUT=" + folder,
                        folder.resolve("launch").toString()),
                TIMEOUT_SECONDS);
    }

    @Test
    void whatIsMountedInsideAFolderThatIsShownIsReadOnlyToo() throws Exception {
        var shown = Files.createDirectories(folder.resolve("shown/inner")).getParent();
        var said =
                inABox(
                        "mount -t tmpfs none " + shown + "/inner",
                        List.of("-b", shown + "=/shown"),
                        "touch /shown/inner/file && echo touched; echo the end");

        assertThat(said).isEqualTo("the end\n");
    }

    @Test
    void theMachinesSettingsAreReadOnly() throws Exception {
        // Opened and not written to, for it is the machine's.
        var said =
                inABox(
                        "true",
                        List.of(),
                        "cat /proc/sys/kernel/ostype; (: >> /proc/sys/kernel/panic) && echo opened;"
                                + " (: >> /proc/self/oom_score_adj) && echo own");

        assertThat(said).isEqualTo("Linux\nown\n");
    }

    @Test
    void whatTheBoxIsMadeOfIsReadOnly() throws Exception {
        var said =
                inABox(
                        "true",
                        List.of("-t", "/tmp=size=1m"),
                        "touch /file && echo root; touch /dev/file && echo devices;"
                                + " touch /tmp/file && echo tmp; ls /; ls /..");

        assertThat(said).startsWith("tmp\nbin\n").doesNotContain("home", "etc", "root");
    }

    @Test
    void itsCgroupIsJoinedAndShownToBeReadAlone() throws Exception {
        var group = Files.createDirectories(folder.resolve("group"));
        var processes = Files.writeString(group.resolve("cgroup.procs"), "");
        var said =
                inABox(
                        "true",
                        List.of("-g", group + "=/sys/fs/cgroup"),
                        "cat /sys/fs/cgroup/cgroup.procs;"
                                + " (: >> /sys/fs/cgroup/cgroup.procs) && echo opened; echo");

        assertThat(said).isEqualTo("0\n");
        assertThat(processes).hasContent("0");
    }

    @Test
    void rootHasThreeOfItsPowersNoNetworkAndNobodyElsesProcesses() throws Exception {
        var said =
                inABox(
                        "true",
                        List.of(),
                        "grep -E \"Cap(Eff|Prm|Bnd)|NoNewPrivs\" /proc/self/status;"
                                + " grep -c : /proc/net/dev; echo /proc/[0-9]*; uname -n;"
                                + " ulimit -n; ulimit -c");

        assertThat(said.replace("\t", " "))
                .isEqualTo(
                        """
                        CapPrm: 00000000000000e0
                        CapEff: 00000000000000e0
                        CapBnd: 00000000000000e0
                        NoNewPrivs: 1
                        1
                        /proc/1
                        box
                        1024
                        0
                        """);
    }

    /// What the script prints there. `before` is done in a mount namespace that the box begins in.
    private static String inABox(String before, List<String> options, String script)
            throws IOException, InterruptedException {
        var root = Files.createTempDirectory(folder, "root");
        var words =
                new ArrayList<>(
                        List.of(folder.resolve("launch").toString(), "-r", root.toString()));
        for (var path : List.of("/usr", "/bin", "/lib", "/lib64")) {
            if (Files.isSymbolicLink(Path.of(path))) {
                words.addAll(List.of("-l", path + "=" + Files.readSymbolicLink(Path.of(path))));
            } else if (Files.exists(Path.of(path))) {
                words.addAll(List.of("-b", path + "=" + path));
            }
        }
        words.addAll(options);
        words.addAll(List.of("--", "/bin/sh", "-c", "'" + script + "'"));
        return HostCommand.output(
                "unshare", "--mount", "sh", "-c", before + " && exec " + String.join(" ", words));
    }
}
