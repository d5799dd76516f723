package dev.coderun.server.problems;

import java.time.Instant;
import java.util.Optional;

/// A program that somebody handed in, and its verdict once there is one. Its files lie elsewhere.
///
/// @param packageHash the package that it was handed in for
/// @param entry the file it begins with
public record Submission(
        String id,
        String userId,
        String problem,
        String packageHash,
        String language,
        String entry,
        Instant createdAt,
        Optional<Judged> judged) {

    /// Its end.
    ///
    /// @param verdict one of the names in `executor.judge.Verdict`
    /// @param report the name of the blob with everything that may be told
    public record Judged(
            String verdict, double score, double possibleScore, Instant at, String report) {}

    Submission with(Judged result) {
        return new Submission(
                id, userId, problem, packageHash, language, entry, createdAt, Optional.of(result));
    }
}
