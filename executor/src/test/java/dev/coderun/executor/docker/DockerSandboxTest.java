package dev.coderun.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of boxes before one was opened. Needs no engine.
final class DockerSandboxTest {
    @ParameterizedTest
    @CsvSource({"runsc, true", "runsc-kvm, true", "runc, false", ", false"})
    void whatGVisorDoesNotGuaranteeIsNamed(String runtime, boolean named) {
        var settings =
                TestSandbox.settings("unopened", 0).withRuntime(Optional.ofNullable(runtime));
        try (var sandbox = new DockerSandbox(settings)) {
            assertThat(!sandbox.notGuaranteed().isEmpty()).isEqualTo(named);
        }
    }
}
