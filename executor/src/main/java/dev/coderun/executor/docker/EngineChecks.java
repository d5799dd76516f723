package dev.coderun.executor.docker;

import dev.coderun.executor.SandboxUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What is known of an engine's safety when it is found, and what a person should do about it.
///
/// @param runc the version of what starts containers; empty if the engine does not tell
/// @param cgroups `1` or `2`
/// @param seccomp whether the engine filters what programs ask of the kernel
/// @param runtimes what could start containers in place of `runc`
record EngineChecks(Optional<String> runc, String cgroups, boolean seccomp, Set<String> runtimes) {
    /// The first that are not open to the escapes by way of masked paths and `/dev/console` of November 2025.
    private static final int[][] MENDED_RUNC = {{1, 2, 8}, {1, 3, 3}};

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

    EngineChecks {
        runtimes = Set.copyOf(runtimes);
    }

    /// Throws if the runtime that was asked for is not there: nothing is run with less than that.
    void require(Optional<String> runtime) {
        if (runtime.isPresent() && !runtimes.contains(runtime.get())) {
            throw new SandboxUnavailable(
                    "The Docker engine has no runtime %s, only %s. Install it, or start without that setting."
                            .formatted(
                                    runtime.get(),
                                    String.join(", ", runtimes.stream().sorted().toList())));
        }
    }

    /// Sentences for the log.
    List<String> warnings(Optional<String> runtime) {
        var warnings = new ArrayList<String>();
        boolean usesRunc = runtime.isEmpty() || runtime.get().equals("runc");
        if (usesRunc && runc.filter(version -> !isMended(version)).isPresent()) {
            warnings.add(
                    "runc %s has known ways out of a container: update it to 1.2.8, 1.3.3 or later."
                            .formatted(runc.get()));
        }
        if (!seccomp) {
            warnings.add(
                    "The Docker engine filters no system calls; only the agent's own filter is"
                            + " left.");
        }
        if (!cgroups.equals("1") && !cgroups.equals("2")) {
            warnings.add(
                    "The Docker engine does not tell its version of cgroups; limits may not hold.");
        }
        return warnings;
    }

    private static boolean isMended(String text) {
        var matcher = VERSION.matcher(text);
        if (!matcher.matches()) {
            return true; // What cannot be read cannot be judged.
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        int patch = Integer.parseInt(matcher.group(3));
        for (var mended : MENDED_RUNC) {
            if (major == mended[0] && minor == mended[1]) {
                return patch >= mended[2];
            }
        }
        return major > 1 || (major == 1 && minor > 3);
    }
}
