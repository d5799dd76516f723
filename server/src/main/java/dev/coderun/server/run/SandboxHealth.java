package dev.coderun.server.run;

import dev.coderun.executor.LanguageState;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxState;
import dev.coderun.server.web.Health.Check;
import java.util.LinkedHashMap;
import java.util.Map;

/// How the sandbox and its images are, for the server's health. The server can be used without them.
public final class SandboxHealth {
    private SandboxHealth() {}

    public static Check sandbox(Sandbox sandbox) {
        return switch (sandbox.state()) {
            case SandboxState.Starting(var message) -> new Check(false, Map.of("detail", message));
            case SandboxState.Ready(var engine) -> new Check(true, Map.of("detail", engine));
            case SandboxState.Unavailable(var reason, var advice) ->
                    new Check(false, Map.of("detail", reason, "advice", advice));
        };
    }

    /// Up when every language can be run.
    public static Check images(Sandbox sandbox) {
        var details = new LinkedHashMap<String, Object>();
        boolean isUp = true;
        for (var language : sandbox.languages().all()) {
            var state = sandbox.languageState(language);
            isUp &= state instanceof LanguageState.Ready;
            details.put(language.id(), describe(state));
        }
        return new Check(isUp, details);
    }

    private static String describe(LanguageState state) {
        return switch (state) {
            case LanguageState.Ready() -> "ready";
            case LanguageState.Building(var step, int percent) ->
                    "building, " + percent + " %: " + step;
            case LanguageState.Missing(var reason) -> "missing: " + reason;
            case LanguageState.Failed(var reason) -> "failed: " + reason;
        };
    }
}
