package dev.coderun.executor;

import java.util.List;
import java.util.Optional;

/// The commands with which a language's programs start, or compile, in a few milliseconds. A box starts them ahead; a
/// program that finds none is run with [Toolchain#run()] all the same. `executor/languages/README.md` says how each
/// behaves.
///
/// @param parked starts a process that waits for the next run, becomes its program, and is used once
/// @param forkedFrom starts a warm interpreter that such processes are forked from
/// @param compiler starts a compiler that stays, in a box where no program ever runs
public record Helpers(
        Optional<List<String>> parked,
        Optional<List<String>> forkedFrom,
        Optional<List<String>> compiler) {
    public static final Helpers NONE =
            new Helpers(Optional.empty(), Optional.empty(), Optional.empty());

    public Helpers {
        parked = parked.map(List::copyOf);
        forkedFrom = forkedFrom.map(List::copyOf);
        compiler = compiler.map(List::copyOf);
        if (parked.isPresent() && forkedFrom.isPresent()) {
            throw new IllegalArgumentException(
                    "A language has \"parked\" or \"forkedFrom\", not both.");
        }
    }
}
