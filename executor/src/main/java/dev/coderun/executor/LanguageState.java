package dev.coderun.executor;

/// Whether programs of one language can be run.
public sealed interface LanguageState {
    record Ready() implements LanguageState {}

    /// Its image is being built: the step under way, and how many steps of a hundred are behind.
    record Building(String step, int percent) implements LanguageState {}

    /// Not there, and not being made now.
    record Missing(String reason) implements LanguageState {}

    /// Its image could not be built; the next start of the server tries again.
    record Failed(String reason) implements LanguageState {}
}
