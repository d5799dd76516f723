package dev.coderun.executor.judge;

import java.util.Optional;

/// The first place at which an output is not what was expected, as the checker sees it.
///
/// @param place where in the program's output; at its end if something is missing
/// @param answerPlace the same in the answer
/// @param token how many tokens of the output were right before it
/// @param expected the answer's token, or the answer's white space; empty if nothing more was expected
/// @param got the same of the output; empty if it had ended
/// @param error by how much a number is off, if numbers were compared
public record Difference(
        Kind kind,
        Place place,
        Place answerPlace,
        int token,
        String expected,
        String got,
        Optional<NumberError> error) {
    /// Characters of a token that are kept; a longer one is cut around where it differs.
    public static final int MAX_TOKEN_CHARACTERS = 100;

    /// In what way it differs.
    public enum Kind {
        /// Another word.
        TOKEN,
        /// A number that is too far off.
        NUMBER,
        /// No number where one was expected.
        NOT_A_NUMBER,
        /// The output ended too early.
        MISSING,
        /// The output goes on where it should have ended.
        EXTRA,
        /// Other white space, where that matters.
        SPACE
    }

    /// Line and column from 1; the column counts bytes.
    public record Place(int line, int column) {}

    /// How far a number is from the right one, and how far it may be. Infinite or absent is said as text.
    public record NumberError(
            double absolute,
            double relative,
            Optional<Double> absoluteTolerance,
            Optional<Double> relativeTolerance) {}
}
