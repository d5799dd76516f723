package dev.coderun.executor;

/// Whether programs can be run at all.
public sealed interface SandboxState {
    /// Getting ready; the message says with what.
    record Starting(String message) implements SandboxState {}

    /// Boxes can be opened; `engine` names what runs them, with its version.
    record Ready(String engine) implements SandboxState {}

    /// Nothing runs until a person follows the advice. The sandbox goes on trying.
    record Unavailable(String reason, String advice) implements SandboxState {}
}
