package dev.coderun.server.livetest;

import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.Diagnostics;
import java.util.List;
import java.util.stream.Stream;

/// All that compilers say of one round's program, as it comes to be known. Used by one thread.
final class Findings {
    private List<Diagnostic> all = List.of();

    /// What is known with what a build says.
    List<Diagnostic> built(List<Diagnostic> found) {
        return become(Stream.concat(all.stream(), found.stream()));
    }

    /// What is known with what a check says: of a line about which both speak, it is the one that looked closer.
    List<Diagnostic> checked(List<Diagnostic> found) {
        var others = all.stream().filter(one -> found.stream().noneMatch(two -> isAt(one, two)));
        return become(Stream.concat(found.stream(), others));
    }

    private static boolean isAt(Diagnostic one, Diagnostic two) {
        return one.path().equals(two.path()) && one.line() == two.line();
    }

    private List<Diagnostic> become(Stream<Diagnostic> found) {
        all = found.distinct().limit(Diagnostics.MAX_FOUND).toList();
        return all;
    }
}
