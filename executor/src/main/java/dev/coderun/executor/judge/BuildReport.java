package dev.coderun.executor.judge;

import java.time.Duration;
import java.util.List;

/// What became of a build.
///
/// @param command the compiler and its flags; empty for a language without a build
/// @param messages what the compiler said, cut at [#MAX_MESSAGE_BYTES]
public record BuildReport(boolean succeeded, List<String> command, String messages, Duration wall) {
    public static final int MAX_MESSAGE_BYTES = 64 * 1024;

    public BuildReport {
        command = List.copyOf(command);
    }
}
