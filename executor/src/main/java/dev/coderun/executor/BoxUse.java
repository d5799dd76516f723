package dev.coderun.executor;

/// What a box is opened for.
///
/// @param warm whether helpers are started ahead for its runs, as a session wants; a box for judging holds none
/// @param builds what was built for the same session or submission
/// @param memoryBytes what its programs may use; a box gives as much as is usual in any case
public record BoxUse(boolean warm, KeptBuilds builds, long memoryBytes) {
    public BoxUse {
        if (memoryBytes < 0 || memoryBytes > Limits.MAX_MEMORY_BYTES) {
            throw new IllegalArgumentException("A box has 0 to 64 GiB of memory.");
        }
    }

    /// With the memory that is usual.
    public BoxUse(boolean warm, KeptBuilds builds) {
        this(warm, builds, 0);
    }

    /// A box for once, without helpers.
    public static BoxUse fresh() {
        return new BoxUse(false, new KeptBuilds());
    }

    public BoxUse withMemoryBytes(long bytes) {
        return new BoxUse(warm, builds, bytes);
    }
}
