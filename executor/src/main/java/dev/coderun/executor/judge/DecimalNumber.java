package dev.coderun.executor.judge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.util.Optional;

/// A number in decimal or scientific notation, as somebody printed it. Compared by its `double` where that is enough, and
/// exactly where a tolerance is only just met or missed.
record DecimalNumber(String text, double value) {
    /// Longer ones are no numbers that anybody printed to be right.
    static final int MAX_DIGITS = 400;

    /// Beyond this, exact sums would have as many digits as the exponent says.
    private static final int MAX_EXACT_EXPONENT = 400;

    /// How near to its tolerance a difference of doubles is not believed.
    private static final double DOUBT = 1e-9;

    /// Empty if these bytes are not wholly a finite number.
    static Optional<DecimalNumber> parse(byte[] token) {
        if (token.length > MAX_DIGITS || !looksLikeNumber(token)) {
            return Optional.empty();
        }
        var text = new String(token, US_ASCII);
        double value = Double.parseDouble(text);
        return Double.isInfinite(value)
                ? Optional.empty()
                : Optional.of(new DecimalNumber(text, value));
    }

    /// `[+-] digits [. digits] [e [+-] digits]`, with a digit before or after the point.
    private static boolean looksLikeNumber(byte[] token) {
        int at = sign(token, 0);
        int whole = digits(token, at);
        at += whole;
        int fraction = 0;
        if (at < token.length && token[at] == '.') {
            fraction = digits(token, at + 1);
            at += 1 + fraction;
        }
        if (whole + fraction == 0) {
            return false;
        }
        if (at < token.length && (token[at] == 'e' || token[at] == 'E')) {
            at = sign(token, at + 1);
            int exponent = digits(token, at);
            at += exponent;
            return exponent > 0 && at == token.length;
        }
        return at == token.length;
    }

    private static int sign(byte[] token, int at) {
        return at < token.length && (token[at] == '+' || token[at] == '-') ? at + 1 : at;
    }

    private static int digits(byte[] token, int start) {
        int end = start;
        while (end < token.length && token[end] >= '0' && token[end] <= '9') {
            end++;
        }
        return end - start;
    }

    double distance(DecimalNumber right) {
        return value == right.value ? 0 : Math.abs(value - right.value);
    }

    /// By how many times the right value's size this one is off.
    double relativeDistance(DecimalNumber right) {
        double distance = distance(right);
        return distance == 0 ? 0 : distance / Math.abs(right.value);
    }

    boolean isWithin(DecimalNumber right, Optional<Double> absolute, Optional<Double> relative) {
        return (absolute.isPresent() && isWithin(right, absolute.get(), false))
                || (relative.isPresent() && isWithin(right, relative.get(), true));
    }

    private boolean isWithin(DecimalNumber right, double tolerance, boolean relative) {
        double distance = distance(right);
        double allowed = relative ? tolerance * Math.abs(right.value) : tolerance;
        double size = Math.max(Math.abs(value), Math.abs(right.value));
        boolean doubtful =
                Math.abs(distance - allowed) <= DOUBT * allowed + size * 1e-15
                        && isExactEnough()
                        && right.isExactEnough();
        return doubtful ? isExactlyWithin(right, tolerance, relative) : distance <= allowed;
    }

    private boolean isExactlyWithin(DecimalNumber right, double tolerance, boolean relative) {
        var exact = new BigDecimal(right.text);
        var distance = new BigDecimal(text).subtract(exact).abs();
        var allowed = new BigDecimal(Double.toString(tolerance));
        return distance.compareTo(relative ? allowed.multiply(exact.abs()) : allowed) <= 0;
    }

    private boolean isExactEnough() {
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (e < 0) {
            return true;
        }
        var exponent = text.substring(e + 1);
        return exponent.length() <= 5 && Math.abs(Integer.parseInt(exponent)) <= MAX_EXACT_EXPONENT;
    }
}
