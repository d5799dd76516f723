package dev.coderun.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.LanguageState;
import dev.coderun.executor.SandboxState;
import org.junit.jupiter.api.Test;

class SandboxHealthTest {
    private final FakeSandbox sandbox = new FakeSandbox();

    @Test
    void anEngineThatAnswersIsUp() {
        var check = SandboxHealth.sandbox(sandbox);

        assertThat(check.isUp()).isTrue();
        assertThat(check.details()).containsEntry("detail", "fake 1.0");
    }

    @Test
    void aMissingEngineComesWithAdvice() {
        sandbox.state(new SandboxState.Unavailable("No engine answers.", "Install docker.io."));

        var check = SandboxHealth.sandbox(sandbox);

        assertThat(check.isUp()).isFalse();
        assertThat(check.details()).containsEntry("advice", "Install docker.io.");
    }

    @Test
    void imagesAreUpOnceAllAreThere() {
        assertThat(SandboxHealth.images(sandbox).isUp()).isTrue();

        sandbox.languageState(new LanguageState.Building("installing", 40));

        var check = SandboxHealth.images(sandbox);
        assertThat(check.isUp()).isFalse();
        assertThat(check.details()).containsEntry("java", "building, 40 %: installing");
    }
}
