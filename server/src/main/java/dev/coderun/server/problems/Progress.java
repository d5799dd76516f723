package dev.coderun.server.problems;

import java.util.List;
import java.util.Optional;

/// How far a user is with a problem.
///
/// @param isSolved whether a submission was accepted; else the user has tried
/// @param languages in which it was solved
public record Progress(
        String problem,
        boolean isSolved,
        Optional<String> firstSolvedAt,
        List<String> languages,
        long attempts) {
    public Progress {
        languages = List.copyOf(languages);
    }
}
