package dev.coderun.executor;

/// What a box is opened for.
///
/// @param warm whether helpers are started ahead for its runs, as a session wants; a box for judging holds none
/// @param builds what was built for the same session or submission
public record BoxUse(boolean warm, KeptBuilds builds) {
    /// A box for once, without helpers.
    public static BoxUse fresh() {
        return new BoxUse(false, new KeptBuilds());
    }
}
