package dev.coderun.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.LanguageState;
import dev.coderun.executor.SandboxState;
import dev.coderun.server.web.Json;
import org.junit.jupiter.api.Test;

class LanguageRoutesTest {
    private final FakeSandbox sandbox = new FakeSandbox();
    private final LanguageRoutes routes = new LanguageRoutes(sandbox);

    @Test
    void aReadyLanguageIsListedWithoutProgress() {
        assertThat(Json.write(routes.answer()))
                .contains(
                        "{\"id\":\"python\",\"name\":\"PYTHON\",\"version\":\"1.0\",\"uses\":\"\",\"entry\":\"main.py\",\"monaco\":\"python\",\"template\":{\"main.py\":\"\"},\"state\":\"ready\"}")
                .contains(
                        "\"sandbox\":{\"state\":\"ready\",\"kind\":\"fake\",\"detail\":\"fake"
                                + " 1.0\",\"notGuaranteed\":[]}");
    }

    @Test
    void aLanguageThatIsBeingBuiltSaysHowFarItIs() {
        sandbox.languageState(new LanguageState.Building("installing", 40));

        assertThat(Json.write(routes.answer()))
                .contains("\"state\":\"building\",\"detail\":\"installing\",\"percent\":40");
    }

    @Test
    void whatTheSandboxDoesNotGuaranteeIsNamed() {
        sandbox.guaranteesNot("Programs share the kernel.");

        assertThat(Json.write(routes.answer()))
                .contains("\"notGuaranteed\":[\"Programs share the kernel.\"]");
    }

    @Test
    void withoutAnEngineTheAdviceIsThere() {
        sandbox.state(new SandboxState.Unavailable("No engine answers.", "Install docker.io."));
        sandbox.languageState(new LanguageState.Missing("No engine answers."));

        assertThat(Json.write(routes.answer()))
                .contains("\"state\":\"missing\",\"detail\":\"No engine answers.\"")
                .contains("\"state\":\"unavailable\"")
                .contains("\"advice\":\"Install docker.io.\"");
    }
}
