package dev.coderun.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.agent.HostCommand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the agent does with input that a program has not yet read. Needs a C compiler.
final class AgentInputIT {
    private static final long TIMEOUT_SECONDS = 60;

    @TempDir private Path folder;

    @Test
    void theEndOfInputIsTypedAfterAWindowFullThatWaits() throws Exception {
        var program = folder.resolve("input").toString();
        HostCommand.run(
                List.of(
                        "cc",
                        "-std=c17",
                        "-D_GNU_SOURCE",
                        "-Iagent",
                        "-o",
                        program,
                        "agent/input.c",
                        "src/test/resources/agent/input.c"),
                TIMEOUT_SECONDS);

        assertThat(HostCommand.output(program))
                .isEqualTo("typed 131072, taken 131072, read 131073, the last 4, waits 0\n");
    }
}
