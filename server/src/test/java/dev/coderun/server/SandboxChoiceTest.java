package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.docker.DockerSandboxSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SandboxChoiceTest {

    @Test
    void theEngineIsTheOneThatTheEnvironmentNames() {
        var chosen = chosen(Map.of("DOCKER_HOST", "unix:///its/docker.sock"));

        assertThat(chosen.dockerHost()).contains("unix:///its/docker.sock");
    }

    @Test
    void whatIsNotSetIsLeftToTheEngine() {
        var chosen = chosen(Map.of());

        assertThat(chosen.dockerHost()).isEmpty();
        assertThat(chosen.runtime()).isEmpty();
    }

    @Test
    void whatIsSetReachesTheBoxes() {
        var chosen = chosen(Map.of(), "--container-runtime=runsc", "--box-memory-budget=300");

        assertThat(chosen.runtime()).contains("runsc");
        assertThat(chosen.boxMemoryBudget()).isEqualTo(300L << 20);
        assertThat(chosen.owner()).isEqualTo("its owner");
    }

    private static DockerSandboxSettings chosen(
            Map<String, String> environment, String... arguments) {
        var settings = SettingsReader.read(List.of(arguments), environment, Path.of("/home"));
        return SandboxChoice.dockerSettings(settings, "its owner");
    }
}
