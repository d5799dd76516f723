package dev.coderun.server.problems;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far somebody is with a problem, as it is told.
record ProgressJson(
        String problem,
        String state,
        @Nullable String firstSolvedAt,
        List<String> languages,
        long attempts) {
    static ProgressJson of(Progress progress) {
        return new ProgressJson(
                progress.problem(),
                progress.isSolved() ? "solved" : "tried",
                progress.firstSolvedAt().orElse(null),
                progress.languages(),
                progress.attempts());
    }

    static ProgressJson notTried(String problem) {
        return new ProgressJson(problem, "todo", null, List.of(), 0);
    }
}
