package dev.coderun.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.executor.SandboxUnavailable;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EngineChecksTest {
    @ParameterizedTest
    @ValueSource(strings = {"1.1.5+ds1-1+deb12u1", "1.0.0", "1.2.7", "1.3.2"})
    void aRuncWithKnownWaysOutIsWarnedOf(String version) {
        assertThat(checks(version).warnings(Optional.empty()))
                .singleElement()
                .asString()
                .contains(version, "1.2.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.8", "1.2.10", "1.3.3", "1.4.0", "2.0.0", "unknown"})
    void aRuncThatIsMendedIsNot(String version) {
        assertThat(checks(version).warnings(Optional.empty())).isEmpty();
    }

    @Test
    void anotherRuntimeIsNotJudgedByRunc() {
        assertThat(checks("1.1.5").warnings(Optional.of("runsc"))).isEmpty();
    }

    @Test
    void anEngineWithoutAFilterIsWarnedOf() {
        var checks = new EngineChecks(Optional.empty(), "2", false, Set.of("runc"));

        assertThat(checks.warnings(Optional.empty())).singleElement().asString().contains("filter");
    }

    @Test
    void anEngineThatDoesNotTellItsCgroupsIsWarnedOf() {
        var checks = new EngineChecks(Optional.empty(), "", true, Set.of("runc"));

        assertThat(checks.warnings(Optional.empty()))
                .singleElement()
                .asString()
                .contains("cgroups");
    }

    @Test
    void aRuntimeThatIsNotThereIsRefused() {
        checks("1.3.3").require(Optional.empty());
        checks("1.3.3").require(Optional.of("runsc"));

        assertThatThrownBy(() -> checks("1.3.3").require(Optional.of("kata")))
                .isInstanceOf(SandboxUnavailable.class)
                .hasMessageContaining("kata");
    }

    private static EngineChecks checks(String runc) {
        return new EngineChecks(Optional.of(runc), "1", true, Set.of("runc", "runsc"));
    }
}
