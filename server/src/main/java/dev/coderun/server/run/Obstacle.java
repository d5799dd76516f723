package dev.coderun.server.run;

import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.SandboxState;
import java.util.Optional;

/// What keeps programs from being run now.
///
/// @param sentence for a person: what it is, and what to do about it
/// @param passes whether it goes away by itself
public record Obstacle(String sentence, boolean passes) {
    public static Optional<Obstacle> of(SandboxState state) {
        return switch (state) {
            case SandboxState.Ready _ -> Optional.empty();
            case SandboxState.Starting(var message) ->
                    passing("Programs cannot be run yet: " + message);
            case SandboxState.Unavailable(var reason, var advice) -> staying(reason + " " + advice);
        };
    }

    public static Optional<Obstacle> of(Language language, LanguageState state) {
        var name = language.name();
        return switch (state) {
            case LanguageState.Ready _ -> Optional.empty();
            case LanguageState.Building(var step, int percent) ->
                    passing("%s is being made ready: %s (%d %%).".formatted(name, step, percent));
            case LanguageState.Missing(var reason) -> staying(name + " is not there. " + reason);
            case LanguageState.Failed(var reason) ->
                    staying(name + " could not be made ready. " + reason);
        };
    }

    private static Optional<Obstacle> passing(String sentence) {
        return Optional.of(new Obstacle(sentence, true));
    }

    private static Optional<Obstacle> staying(String sentence) {
        return Optional.of(new Obstacle(sentence, false));
    }
}
