package dev.coderun.executor;

import java.util.List;

/// What a build made: its files, in the pieces in which they travel.
///
/// @param diagnostics what the compiler said of it: warnings
public record Built(List<Piece> pieces, List<Diagnostic> diagnostics) {
    /// A piece of a file; `more` if it goes on from the piece before. The path comes from a box.
    @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
    public record Piece(String path, boolean executable, boolean more, byte[] bytes) {}

    /// Throws `IllegalArgumentException` for a path that does not fit [WorkPath].
    public Built {
        pieces = List.copyOf(pieces);
        diagnostics = List.copyOf(diagnostics);
        pieces.forEach(piece -> WorkPath.checked(piece.path()));
    }

    long bytes() {
        return pieces.stream()
                .mapToLong(piece -> piece.bytes().length + piece.path().length())
                .sum();
    }
}
