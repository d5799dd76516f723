package dev.coderun.server.problems;

import dev.coderun.executor.judge.Difference;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where an output first differs from what is right, as it is told.
public record DifferenceJson(
        String kind,
        int line,
        int column,
        int answerLine,
        int answerColumn,
        int token,
        String expected,
        String got,
        @Nullable Double absoluteError,
        @Nullable Double relativeError,
        @Nullable Double absoluteTolerance,
        @Nullable Double relativeTolerance) {
    public static DifferenceJson of(Difference difference) {
        var error = difference.error();
        return new DifferenceJson(
                difference.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                difference.place().line(),
                difference.place().column(),
                difference.answerPlace().line(),
                difference.answerPlace().column(),
                difference.token(),
                difference.expected(),
                difference.got(),
                error.map(found -> finite(found.absolute())).orElse(null),
                error.map(found -> finite(found.relative())).orElse(null),
                error.flatMap(Difference.NumberError::absoluteTolerance).orElse(null),
                error.flatMap(Difference.NumberError::relativeTolerance).orElse(null));
    }

    /// JSON has no infinity.
    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.MAX_VALUE;
    }
}
