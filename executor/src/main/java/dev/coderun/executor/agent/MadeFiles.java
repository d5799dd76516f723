package dev.coderun.executor.agent;

import dev.coderun.executor.Built;
import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.WorkPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gathers what a build made, as long as it may be kept. Not thread-safe.
final class MadeFiles {
    /// About what a piece takes here besides its bytes, so that empty ones are not for free.
    private static final int PIECE_BYTES = 100;

    private final List<Built.Piece> pieces = new ArrayList<>();
    private long bytes;
    private boolean fits = true;

    void add(Built.Piece piece) {
        bytes += PIECE_BYTES + piece.path().length() + piece.bytes().length;
        fits &= bytes <= KeptBuilds.MAX_BYTES && WorkPath.fault(piece.path()).isEmpty();
        if (fits) {
            pieces.add(piece);
        } else {
            pieces.clear();
        }
    }

    /// With what the compiler said. Empty if it is too much to keep, or a path is too long.
    Optional<Built> built(List<Diagnostic> diagnostics) {
        return fits ? Optional.of(new Built(pieces, diagnostics)) : Optional.empty();
    }
}
