package dev.coderun.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.agent.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever compiles the agent gets the same bytes, so that what runs in a box can be checked. Needs a C compiler.
final class AgentBuildIT {
    private static final long TIMEOUT_SECONDS = 120;

    @TempDir private Path folder;

    @Test
    void theSameSourcesMakeTheSameBytesWhereverTheyLie() throws Exception {
        var here = built(folder.resolve("here"));
        var elsewhere = built(folder.resolve("another/place-with-a-longer-name"));

        assertThat(here).isEqualTo(elsewhere);
        assertThat(here.length).as("bytes").isLessThan(1 << 20);
    }

    private static byte[] built(Path copy) throws IOException, InterruptedException {
        Files.createDirectories(copy);
        try (var sources = Files.list(Path.of("agent"))) {
            for (var source : sources.filter(Files::isRegularFile).toList()) {
                Files.copy(source, copy.resolve(source.getFileName()));
            }
        }
        HostCommand.run(List.of("make", "-C", copy.toString(), "./agent"), TIMEOUT_SECONDS);
        return Files.readAllBytes(copy.resolve("agent"));
    }
}
